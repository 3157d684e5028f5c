import {
  DingTalkRefusedError,
  DingTalkUnreachableError,
  Refusal,
  UnreadableRequestError,
} from '../errors.ts'
import { type LocalizedMessage, localized } from '../i18n.ts'
import type { Request } from '../model/request.ts'

/** How an attempt ended that did not succeed: refused is a "no" for the chat, failed is our fault or DingTalk's. */
export interface Failure {
  readonly to: 'refused' | 'failed'
  readonly message: LocalizedMessage
}

/** Turns whatever was thrown into what its asker may read. The cause goes to the log and the audit, not here. */
export function describeError(error: unknown, request: Pick<Request, 'code'>): Failure {
  if (error instanceof Refusal) return { to: 'refused', message: error.reason }
  if (error instanceof UnreadableRequestError)
    return { to: 'refused', message: localized('code.unreadable', { code: error.code }) }
  const { code } = request
  if (error instanceof DingTalkUnreachableError)
    return { to: 'failed', message: localized('failed.noAnswer', { code }) }
  if (error instanceof DingTalkRefusedError)
    return { to: 'failed', message: describeRefusal(error, code) }
  return { to: 'failed', message: localized('failed.fault', { code }) }
}

function describeRefusal(error: DingTalkRefusedError, code: string): LocalizedMessage {
  switch (error.reason) {
    case 'permission': {
      // Where DingTalk does not name the permission, its error code is what can be searched for.
      const scopes = error.scopes.join(', ') || error.code
      return error.applyLink === undefined
        ? localized('failed.permission', { scopes, code })
        : localized('failed.permission.link', { scopes, link: error.applyLink, code })
    }
    case 'quota':
      return localized('failed.quota', { code })
    case 'throttled':
    case 'busy':
      return localized('failed.busy', { code })
    case 'banned':
      return localized('failed.banned', { code })
    case 'input':
      return localized('failed.input', { error: error.code, code })
    case 'token':
    case 'config':
      return localized('failed.config', { error: error.code, code })
    case 'bug':
      return localized('failed.fault', { code })
  }
}
