const calls = ['missing', 'outOfRange', 'refused', 'unreachable'] as const

/** What the doctor looks at, and what may be wrong with each: the keys of its sentences. */
const problems = {
  credentials: ['rejected', ...calls],
  region: ['otherRegion'],
  permission: calls,
  visible: ['partial', ...calls],
  admins: ['none', ...calls],
  card: calls,
  stream: ['rejected', ...calls],
  database: ['closed'],
  policy: ['invalid', 'unreadable'],
  clock: ['ahead', 'behind', 'unreachable'],
} as const satisfies Record<string, readonly string[]>

type CheckId = keyof typeof problems
export type CallProblem = (typeof calls)[number]
export type Params = Readonly<Record<string, string>>

/** How it is: `skipped` waits for working credentials; `doubtful` works, but should be mended; only `failed` fails the doctor. */
export type Finding<Problem> =
  | { readonly state: 'ok' | 'skipped'; readonly params: Params }
  | {
      readonly state: 'doubtful' | 'failed'
      readonly problem: Problem
      readonly params: Params
    }

/** One line of the doctor, to be said in the reader's language. */
export type Check = {
  [Id in CheckId]: { readonly id: Id } & Finding<(typeof problems)[Id][number]>
}[CheckId]

export const ok = (params: Params = {}) => ({ state: 'ok', params }) as const
export const skipped = (params: Params = {}) => ({ state: 'skipped', params }) as const
export const failed = <P extends string>(problem: P, params: Params = {}) =>
  ({ state: 'failed', problem, params }) as const
export const doubtful = <P extends string>(problem: P, params: Params = {}) =>
  ({ state: 'doubtful', problem, params }) as const
