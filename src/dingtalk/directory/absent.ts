import { DingTalkRefusedError } from '../../core/errors.ts'

/** Undefined instead of the error by which DingTalk says "there is none"; every other error stays one. */
export async function orAbsent<T>(
  answer: Promise<T>,
  codes: readonly string[],
): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof DingTalkRefusedError && codes.includes(error.code)) return undefined
    throw error
  }
}
