import type { Reason } from '../../core/errors.ts'

/** What each code asks of us, after openapi.md 6.5 (KB:0013 and the pages of the calls). */
const reasons = {
  '-1': 'busy',
  '22': 'bug',
  '88': 'permission',
  '404': 'bug',
  '1002': 'busy',
  '12012': 'config',
  '23004': 'input',
  '33001': 'config',
  '33011': 'input',
  '33012': 'input',
  '34018': 'input',
  '34020': 'input',
  '34021': 'input',
  '40000': 'bug',
  '40001': 'token',
  '40003': 'input',
  '40009': 'input',
  '40014': 'token',
  '40035': 'bug',
  '40036': 'bug',
  '40068': 'bug',
  '40069': 'bug',
  '40089': 'config',
  '40096': 'config',
  '40104': 'input',
  '41001': 'bug',
  '42001': 'token',
  '43001': 'bug',
  '43002': 'bug',
  '43004': 'bug',
  '43005': 'bug',
  '43007': 'permission',
  '43009': 'bug',
  '46004': 'input',
  '50002': 'permission',
  '50003': 'config',
  '50004': 'permission',
  '50005': 'config',
  '60003': 'input',
  '60011': 'permission',
  '60020': 'config',
  '60111': 'input',
  '60121': 'input',
  '60301': 'input',
  '400001': 'busy',
  '400002': 'input',
  '400043': 'config',
  '660000': 'bug',
  '90001': 'banned',
  '90002': 'throttled',
  '90003': 'banned',
  '90004': 'banned',
  '90005': 'banned',
  '90006': 'banned',
  '90017': 'config',
  '90018': 'throttled',
  '90019': 'throttled',
  '90020': 'quota',
  '90030': 'quota',
  InvalidAuthentication: 'token',
  'AuthenticationFailed.MissingParameter': 'bug',
  Missingbody: 'bug',
  invalidClientIdOrSecret: 'config',
  'parameter.error': 'input',
  'system.busy': 'busy',
  systemBusy: 'busy',
} as const satisfies Record<string, Reason>

/** The 403s: those of the rate are to be repeated, the others must not be (openapi.md 6.1, 8 no. 11). */
const forbidden = [
  [/Qp[sm]LimitFor/, 'throttled'],
  [/ApiCountLimitFor/, 'quota'],
  [/IpNotInWhiteList/, 'config'],
  [/^Forbidden\./, 'permission'],
] as const satisfies readonly (readonly [RegExp, Reason])[]

const table: ReadonlyMap<string, Reason> = new Map(Object.entries(reasons))

/** Decides on the code, then on the HTTP status, never on the text, which may change. What nobody has seen yet is a bug. */
export function reasonOf(code: string, status: number): Reason {
  const known = table.get(code) ?? forbidden.find(([pattern]) => pattern.test(code))?.[1]
  if (known) return known
  if (status === 429 || status >= 500) return 'busy'
  // DingTalk says 400 for an old token (openapi.md 1.5); a proxy's 401 is worth the one new token that it costs.
  if (status === 401) return 'token'
  return status === 403 ? 'permission' : 'bug'
}

/** Whether the limit is the platform's or the minute's, whose waits grow, and not the app's, which ends in a second. */
export function isWideLimit(code: string): boolean {
  return code === '90002' || /QpsLimitForApi$|QpmLimitFor/.test(code)
}
