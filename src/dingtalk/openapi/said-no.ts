import { SaidNoError } from '../../core/errors.ts'

/** Whether DingTalk said no with exactly this code. */
export function saidNo(error: unknown, code: string): error is SaidNoError {
  return error instanceof SaidNoError && error.code === code
}
