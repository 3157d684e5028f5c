import type { UserId, Writers } from '../directory.ts'

/** Who must agree to a change follows from its risk (policy.ts). */
export type ChangeRisk = 'low' | 'high' | 'critical'

/** A command's arguments as they were said: one word, several, or a flag that stands alone. The command's schema reads them. */
export type Arguments = Readonly<Record<string, string | readonly string[] | true>>

/** A change as it is stored: data, which the schemas of its command check whenever it is read. */
export interface StoredChange {
  readonly command: string
  readonly args: Arguments
  /** They name everything by its id, as it was found when it was asked for: nothing is looked for by its name again. */
  readonly inIds?: true
  /** What would happen; undefined for what is planned only when its time has come. */
  readonly plan?: unknown
  /** Why it cannot act any more: set by the store, which reads it with the schemas of the commands that are there now. */
  readonly problem?: 'commandGone' | 'planOutdated'
}

/** The command is gone; its arguments read otherwise now; its plan has another shape now, and must be made again. */
export type ChangeProblem = 'commandGone' | 'argumentsOutdated' | 'planOutdated'

/** What a change touches, for policy, range, cap and undo. */
export interface Impact {
  /** Two changes of one role overlap where both concern its name, the same people, or one of them the role itself. */
  readonly aspect: 'name' | 'people' | 'role' | 'grant'
  readonly role?: { readonly id: number; readonly name: string }
  /** Everybody concerned: whose membership or scope changes; all members, where the role or its name does. */
  readonly people: readonly UserId[]
  /** Departments that somebody gets to manage. */
  readonly departments: readonly number[]
  /** Somebody gets to manage everyone: because it was asked for, or because a new member does until a scope is set (openapi.md 2.9). */
  readonly everyone?: boolean | 'until limited'
}

/** What stands on the card; `before`, `after`, `notes` and `warning` are markdown with typed text escaped. */
export interface ChangeView {
  readonly title: string
  readonly before: string
  readonly after: string
  /** How many people or departments are concerned, in words. */
  readonly concerned: string
  readonly notes?: readonly string[]
  readonly warning?: string
}

/** How a run ended: nobody is told "done" for what failed. */
export interface Outcome {
  /** What DingTalk named it: a new role's id. */
  readonly id?: string
  readonly done?: readonly UserId[]
  readonly failed?: readonly { readonly userid: UserId; readonly code: string }[]
}

/** What the directory says of a plan that was run, or may have been. */
export type Observation<Plan> =
  | { readonly kind: 'done'; readonly outcome: Outcome }
  /**
   * Not in effect, or in part: `rest` is what is still to be done, and may be run. `done` is for whom it is in effect, where
   * each person stands for themselves.
   */
  | {
      readonly kind: 'not yet'
      readonly rest: Plan
      readonly done?: readonly UserId[]
      /** Whom a part of it has reached, where it stands for all of them together. */
      readonly reached?: readonly UserId[]
    }
  /** Neither what was nor what should be, or nothing that can be read: a person must look. `done` where some of it is in effect. */
  | { readonly kind: 'unclear'; readonly done?: readonly UserId[] }

/** What `run` gets. */
export interface RunContext extends Writers {
  /** Moves the end of a time-bound grant; false where it has ended already. */
  extendGrant(code: string, until: Date): Promise<boolean>
}

/** Whom a change touches: those whom it only concerns, since they have a role that is called otherwise, keep what they have. */
export const touched = ({ aspect, people }: Impact): readonly UserId[] =>
  aspect === 'name' ? [] : people

const shared = <T>(a: readonly T[], b: readonly T[]) => a.some(one => b.includes(one))

/** Whether undoing one change would trample on the other. */
export function overlap(a: Impact, b: Impact): boolean {
  if (a.role === undefined || a.role.id !== b.role?.id) return false
  if (a.aspect === 'role' || b.aspect === 'role') return true
  return a.aspect === b.aspect && (a.aspect === 'name' || shared(a.people, b.people))
}
