import { NoAnswerError, Refusal, SaidNoError } from '../errors.ts'
import { type Sentence, sentence } from '../i18n.ts'
import type { Request } from '../model/request.ts'

/** How an attempt ended that did not succeed: refused is a "no" for the chat, failed is our fault or DingTalk's. */
export interface Failure {
  readonly to: 'refused' | 'failed'
  readonly said: Sentence
}

/** Turns whatever was thrown into what its asker may read. The cause goes to the log and the audit, not here. */
export function explain(error: unknown, request: Pick<Request, 'code'>): Failure {
  if (error instanceof Refusal) return { to: 'refused', said: error.sentence }
  const { code } = request
  if (error instanceof NoAnswerError)
    return { to: 'failed', said: sentence('failed.noAnswer', { code }) }
  if (error instanceof SaidNoError) return { to: 'failed', said: saidNo(error, code) }
  return { to: 'failed', said: sentence('failed.fault', { code }) }
}

function saidNo(error: SaidNoError, code: string): Sentence {
  switch (error.reason) {
    case 'permission': {
      // Where DingTalk does not name the permission, its error code is what can be searched for.
      const scopes = error.scopes.join(', ') || error.code
      return error.applyLink === undefined
        ? sentence('failed.permission', { scopes, code })
        : sentence('failed.permission.link', { scopes, link: error.applyLink, code })
    }
    case 'quota':
      return sentence('failed.quota', { code })
    case 'throttled':
    case 'busy':
      return sentence('failed.busy', { code })
    case 'banned':
      return sentence('failed.banned', { code })
    case 'input':
      return sentence('failed.input', { error: error.code, code })
    case 'token':
    case 'config':
      return sentence('failed.config', { error: error.code, code })
    case 'bug':
      return sentence('failed.fault', { code })
  }
}
