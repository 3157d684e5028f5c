import type { BatchResult, UserId } from '../../core/directory.ts'
import { DingTalkRefusedError } from '../../core/errors.ts'

/** Of the two calls the smaller limit (openapi.md 2.9, 2.10). */
const size = 20

/**
 * Sends people in batches of 20 and says how it went for each. A batch is answered with one code for all, so one that is refused
 * over its content is sent again person by person. Throws SaidNoError where nothing was done yet and the "no" is for
 * everybody (a permission, the quota), and always NoAnswerError: only reading tells what happened then.
 */
export async function inBatches(
  userids: readonly UserId[],
  send: (batch: readonly UserId[]) => Promise<void>,
): Promise<BatchResult> {
  const done: UserId[] = []
  const failed: { userid: UserId; code: string }[] = []

  async function attempt(batch: readonly UserId[]): Promise<void> {
    try {
      await send(batch)
      done.push(...batch)
    } catch (error) {
      if (!(error instanceof DingTalkRefusedError)) throw error
      const isOurs = isAboutSomebody(error)
      if (isOurs && batch.length > 1) {
        for (const userid of batch) await attempt([userid])
      } else if (isOurs || done.length > 0) {
        failed.push(...batch.map(userid => ({ userid, code: error.code })))
      } else {
        throw error
      }
    }
  }

  const once = [...new Set(userids)]
  for (let start = 0; start < once.length; start += size) {
    await attempt(once.slice(start, start + size))
  }
  return { done, failed }
}

/** A bad id, a person outside the app's range (50002), or a code that no document names. */
function isAboutSomebody({ code, reason }: DingTalkRefusedError): boolean {
  return reason === 'input' || reason === 'bug' || code === '50002'
}
