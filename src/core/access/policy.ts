import { z } from 'zod'
import { duration } from '../command/duration.ts'
import type { UserId } from '../directory.ts'
import type { Actor } from '../model/actor.ts'
import type { ChangeRisk } from '../model/change.ts'
import { digitsIn, sameName } from '../model/names.ts'

const strictly = z.strictObject
const level = z.enum(['main', 'sub'])
/** Without the blanks around it, as every userid is read. */
const id = z.union([z.string().trim().min(1), z.number().int().transform(String)])

const people = strictly({
  levels: z.array(level).default([]),
  users: z.array(id).default([]),
})
const rule = strictly({ allow: people.optional(), deny: people.optional() })
const rules = strictly({
  allow: people.default({ levels: ['main', 'sub'], users: [] }),
  deny: people.default({ levels: [], users: [] }),
  /** By command name (`role delete`) and by role (id or name): these replace `allow`, and add to `deny`. */
  commands: z.record(z.string(), rule).default({}),
  roles: z.record(z.string(), rule).default({}),
})
const everyRule = rules.parse({})

const agreement = strictly({
  by: z.enum(['requester', 'peer', 'main']),
  count: z.number().int().min(1).max(10).default(1),
}).refine(({ by, count }) => by !== 'requester' || count === 1, {
  path: ['count'],
  message: 'there is one requester: only 1 goes with by: requester',
})
const lasting = z.union([z.number().transform(String), z.string()]).pipe(duration)

/** The policy file's schema; what it does not say is as in the built-in policy, which is what `{}` means. */
export const policySchema = strictly({
  /** Who must agree, by risk: the requester confirms, other administrators do, or other main administrators. */
  approvals: strictly({
    low: agreement.default({ by: 'requester', count: 1 }),
    high: agreement.default({ by: 'peer', count: 1 }),
    critical: agreement.default({ by: 'main', count: 1 }),
  }).prefault({}),
  /** How long a request waits before it lapses. */
  expires: lasting.default(24 * 3_600_000),
  request: rules.default(everyRule),
  approve: rules.default(everyRule),
  /** Roles, by id or name, that nobody may touch. */
  protectedRoles: z.array(id).default([]),
  /** The openConversationIds in which the robot answers; `all` is every one. */
  conversations: z.union([z.literal('all'), z.array(z.string().min(1))]).default('all'),
  /** How many people one change may concern: all members, where the role itself or its name changes. */
  mostPeople: z.number().int().min(1).max(100_000).default(50),
  /** Where there is one main administrator and nobody else who could: may they approve their own request? */
  soleMainAdministratorMayApprove: z.boolean().default(false),
  /** Where the audit's head is noted once a day, so that a cut-off tail can be found out. */
  auditHead: strictly({ conversation: z.string().min(1) }).optional(),
})

export type Policy = z.output<typeof policySchema>
type Rules = Policy['request']
type People = Rules['allow']

export const defaultPolicy: Policy = policySchema.parse({})

/** What is asked for, as far as rules can name it. */
export interface PermissionSubject {
  readonly command: string
  readonly role?: { readonly id: number; readonly name: string } | undefined
}

/** Whether rules let somebody do something. A deny that matches anywhere wins; what no rule allows is not allowed. */
export function permits(
  rules: Rules,
  { userid, level }: Actor,
  { command, role }: PermissionSubject,
): boolean {
  const matches = (people: People | undefined) =>
    people !== undefined &&
    (people.users.includes(userid) || (level !== undefined && people.levels.includes(level)))
  const special = [
    ...Object.entries(rules.commands).filter(([name]) => name === command),
    ...Object.entries(rules.roles).filter(([named]) => role !== undefined && isRole(named, role)),
  ]

  if ([rules, ...special.map(([, rule]) => rule)].some(({ deny }) => matches(deny))) return false
  const allows = special.filter(([, { allow }]) => allow !== undefined)
  // Digits are an id: a role that is only called so is held by the rule, and gets no right from it.
  const replaced = allows.some(([named]) => [undefined, String(role?.id)].includes(digitsIn(named)))
  return (replaced || matches(rules.allow)) && allows.every(([, { allow }]) => matches(allow))
}

/** Everybody whom an `allow` of these rules names by userid, whatever it is for. */
export const usersIn = (rules: Rules): readonly string[] => [
  ...new Set(
    [rules, ...Object.values(rules.commands), ...Object.values(rules.roles)].flatMap(
      ({ allow }) => allow?.users ?? [],
    ),
  ),
]

/** Words about another request, which its requester or an approver says: what they may decide, decisions.ts decides. */
const decisions: readonly string[] = ['approve', 'reject', 'cancel']

/**
 * Whether somebody may use a command at all. Whoever may approve something may say so, whether or not they may ask for
 * anything themselves, and whoever may ask for one thing may withdraw it.
 */
export function mayUse(policy: Policy, actor: Actor, subject: PermissionSubject): boolean {
  if (permits(policy.request, actor, subject)) return true
  if (!decisions.includes(subject.command)) return false
  const { request, approve } = policy
  const everybody = {
    levels: [request, approve].flatMap(rules =>
      [rules, ...Object.values(rules.commands), ...Object.values(rules.roles)].flatMap(
        ({ allow }) => allow?.levels ?? [],
      ),
    ),
    users: [...usersIn(request), ...usersIn(approve)],
  }
  return permits({ ...request, allow: everybody }, actor, subject)
}

/** Whether a rule for some role lets somebody use a command which nothing else lets them use: then it depends on the role. */
export const mayForSomeRole = (
  { request }: Policy,
  actor: Actor,
  { command }: PermissionSubject,
): boolean =>
  Object.keys(request.roles).some(name =>
    permits(request, actor, { command, role: { id: Number(digitsIn(name)), name } }),
  )

/** Whether somebody may ask for something about a role, whoever approves, and why not. */
export function requestVerdict(
  policy: Policy,
  requester: Actor,
  subject: PermissionSubject,
): 'yes' | 'protected' | 'notPermitted' {
  const { role } = subject
  if (role && policy.protectedRoles.some(named => isRole(named, role))) return 'protected'
  return permits(policy.request, requester, subject) ? 'yes' : 'notPermitted'
}

/** Why somebody may not approve a request, or `yes`. */
export type Verdict = 'yes' | 'ownRequest' | 'requesterOnly' | 'mainOnly' | 'notPermitted'

/** Whether somebody's approval counts. The requester's own never does where another's is asked for. */
export function approvalVerdict(
  policy: Policy,
  approver: Actor,
  request: PermissionSubject & { readonly requester: UserId; readonly risk: ChangeRisk },
): Verdict {
  const { by } = policy.approvals[request.risk]
  const own = approver.userid === request.requester
  if (by === 'requester') return own ? 'yes' : 'requesterOnly'
  if (!permits(policy.approve, approver, request)) return 'notPermitted'
  if (own) return 'ownRequest'
  return by === 'main' && approver.level !== 'main' ? 'mainOnly' : 'yes'
}

/** By id, or by name as people see it. */
const isRole = (named: string, { id, name }: NonNullable<PermissionSubject['role']>) =>
  digitsIn(named) === String(id) || sameName(named, name)
