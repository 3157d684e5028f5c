import { request } from 'undici'
import { DingTalkUnreachableError } from '../../core/errors.ts'

/** DingTalk's time to the second: the Date header of whatever its API host answers. Throws NoAnswerError where it has none. */
export async function serverTime(api: string, timeoutMs = 10_000): Promise<Date> {
  const { headers, body } = await request(api, {
    method: 'GET',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch(() => {
    throw new DingTalkUnreachableError(api)
  })
  await body.dump()
  const said = new Date(String(headers.date))
  if (Number.isNaN(said.getTime())) throw new DingTalkUnreachableError(api)
  return said
}
