import { DingTalkRefusedError } from '../../core/errors.ts'

/** Whether DingTalk said no with exactly this code. */
export function saidNo(error: unknown, code: string): error is DingTalkRefusedError {
  return error instanceof DingTalkRefusedError && error.code === code
}
