import { DingTalkRefusedError } from '../core/errors.ts'
import { callFinding } from './call-finding.ts'
import { type Check, doubtful, failed, ok, skipped } from './check.ts'

const other = { com: 'io', io: 'com' } as const

/**
 * Whether the app's id and secret give a token. Where DingTalk does not know them, the region is in doubt too: an app of
 * dingtalk.com is unknown at dingtalk.io, and the other way round.
 */
export async function examineCredentials({
  region,
  token,
}: {
  region: 'com' | 'io'
  token(): Promise<unknown>
}): Promise<readonly [credentials: Check, region: Check]> {
  try {
    await token()
    return [
      { id: 'credentials', ...ok() },
      { id: 'region', ...ok({ region }) },
    ]
  } catch (error) {
    const rejected = error instanceof DingTalkRefusedError && error.reason === 'config'
    return [
      {
        id: 'credentials',
        ...(rejected ? failed('rejected', { code: error.code }) : callFinding(error, {})),
      },
      {
        id: 'region',
        ...(rejected
          ? doubtful('otherRegion', { region, other: other[region] })
          : skipped({ region })),
      },
    ]
  }
}
