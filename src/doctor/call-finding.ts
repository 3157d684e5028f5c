import { DingTalkRefusedError, DingTalkUnreachableError } from '../core/errors.ts'
import { type CallProblem, type Finding, failed, type Params } from './check.ts'

/** Employee or department outside the app's authorised range (DingTalk: 全局错误码). */
const outside: readonly string[] = ['50002', '50004']

/** What a call's error says: nobody answers, the app may not, it may not see that far, or DingTalk refuses and names a code. */
export function callFinding(error: unknown, params: Params): Finding<CallProblem> {
  if (error instanceof DingTalkUnreachableError) return failed('unreachable', params)
  // Only its name: what a foreign error says may quote an address with a credential in it.
  if (!(error instanceof DingTalkRefusedError))
    return failed('refused', { ...params, code: nameOf(error), message: '' })
  const { code, message, scopes, applyLink = '' } = error
  if (outside.includes(code)) return failed('outOfRange', { ...params, code })
  if (error.reason === 'permission')
    return failed('missing', { ...params, scopes: scopes.join(', '), link: applyLink })
  return failed('refused', { ...params, code, message })
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'Error')
