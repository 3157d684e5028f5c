import { z } from 'zod'
import type { Policy } from '../../src/core/access/policy.ts'
import { type UserId, userId } from '../../src/core/directory.ts'
import type { Request } from '../../src/core/model/request.ts'
import { type Admins, departments, home, memberFact, nameFact, scopeKey } from './world/company.ts'

const id = z.object({ id: z.number() })
const named = z.array(z.object({ userid: userId }))
const scope = z.union([
  z.literal('everyone'),
  z.array(z.object({ id: z.number(), name: z.string() })),
])

/** A change as its stored plan tells it, read here once more. */
export interface Deed {
  /** What it does to the company, in the ledger's words. */
  readonly keys: readonly string[]
  /** What its approvers saw: facts that begin so, and that there are none. */
  readonly before: readonly { readonly begins: string; readonly so: boolean }[]
  readonly people: readonly string[]
  readonly departments: readonly number[]
  readonly everyone: boolean
  readonly role: number | undefined
  /** Somebody gets a role, and so everyone until a scope is set. */
  readonly gives?: boolean
}

const nothing = {
  keys: [],
  before: [],
  people: [],
  departments: [],
  everyone: false,
  role: undefined,
}

const isMember = (role: number, so: boolean) => (userid: string) => ({
  begins: `${userid} has ${role} over `,
  so,
})

/** What an approved request does. */
export function deedOf({ details }: Request): Deed {
  if (!('change' in details)) throw new Error(`a ${details.kind} changes nothing`)
  const { command, plan } = details.change
  switch (command) {
    case 'role rename': {
      const { id, from, to, shown } = z
        .object({
          id: z.number(),
          from: z.string(),
          to: z.string(),
          shown: z.object({ members: z.array(userId) }),
        })
        .parse(plan)
      const before = [{ begins: nameFact({ id, name: from }), so: true }]
      const people = shown.members
      return { ...nothing, keys: [`rename ${id} → ${to}`], before, people, role: id }
    }
    case 'role add': {
      const { role, add } = z.object({ role: id, add: named }).parse(plan)
      const people = add.map(({ userid }) => userid)
      const keys = people.map(userid => `add ${role.id} ${userid}`)
      return {
        ...nothing,
        keys,
        before: people.map(isMember(role.id, false)),
        people,
        role: role.id,
        gives: true,
      }
    }
    case 'role remove': {
      const { role, remove } = z.object({ role: id, remove: named }).parse(plan)
      const people = remove.map(({ userid }) => userid)
      const keys = people.map(userid => `remove ${role.id} ${userid}`)
      return {
        ...nothing,
        keys,
        before: people.map(isMember(role.id, true)),
        people,
        role: role.id,
      }
    }
    case 'role scope': {
      const { role, user, from, to } = z
        .object({ role: id, user: z.object({ userid: userId }), from: scope, to: scope })
        .parse(plan)
      return {
        keys: [`scope ${role.id} ${user.userid} ${scopeKey(to)}`],
        before: [{ begins: memberFact(role.id, user.userid, from), so: true }],
        people: [user.userid],
        departments: [from, to].flatMap(one => (one === 'everyone' ? [] : one.map(({ id }) => id))),
        everyone: to === 'everyone',
        role: role.id,
      }
    }
    case 'role delete': {
      const { role, members } = z.object({ role: id, members: named }).parse(plan)
      const people = members.map(({ userid }) => userid)
      const keys = [...people.map(userid => `remove ${role.id} ${userid}`), `delete ${role.id}`]
      return {
        ...nothing,
        keys,
        before: people.map(isMember(role.id, true)),
        people,
        role: role.id,
      }
    }
    case 'role create':
      return { ...nothing, keys: [`create ${z.object({ name: z.string() }).parse(plan).name}`] }
    case 'role group create':
      return { ...nothing, keys: [`group ${z.object({ name: z.string() }).parse(plan).name}`] }
    case 'rbac create': {
      const { name, members } = z.object({ name: z.string(), members: named }).parse(plan)
      const people = members.map(({ userid }) => userid)
      return { ...nothing, keys: [`admin group ${name}`], people }
    }
    case 'role extend': {
      const { impact } = z
        .object({ impact: z.object({ role: id, people: z.array(userId) }) })
        .parse(plan)
      return { ...nothing, people: impact.people, role: impact.role.id }
    }
    default:
      throw new Error(`${command} changes nothing`)
  }
}

/** Role 9 is the protected one, `listed` the person whom the policy names. */
const guarded = 9

function reaches(userid: string, deed: Deed, admins: Admins): boolean {
  const right = admins.get(userId.parse(userid))
  if (right?.level !== 'sub') return true
  if (deed.everyone) return false
  const within = (department: number) =>
    (departments.get(department) ?? []).some(one => right.scope.includes(one))
  return deed.people.every(person => within(home(person))) && deed.departments.every(within)
}

const isKnown = (userid: string, admins: Admins) =>
  admins.has(userId.parse(userid)) || userid === 'listed'

export const mayAsk = (policy: Policy, userid: string, deed: Deed, admins: Admins): boolean =>
  deed.role !== guarded &&
  deed.people.length <= policy.mostPeople &&
  isKnown(userid, admins) &&
  reaches(userid, deed, admins)

/** Whether these approvals were enough, at a moment when these were administrators. */
export function wasAgreed(
  policy: Policy,
  { requester, details }: Request,
  deed: Deed,
  admins: Admins,
): boolean {
  if (details.kind !== 'change') return false
  const { approvals, risk, alone } = details
  const { by, count } = policy.approvals[risk]
  const isMain = (who: UserId) => admins.get(who)?.level === 'main'
  const mayAgree = (userid: string) =>
    by === 'requester'
      ? userid === requester
      : userid !== requester &&
        (by !== 'main' || admins.get(userId.parse(userid))?.level === 'main') &&
        isKnown(userid, admins) &&
        reaches(userid, deed, admins) &&
        !(deed.gives && admins.get(userId.parse(userid))?.level === 'sub' && !isMain(requester))
  if (alone) {
    const others = [...admins.keys(), 'listed'].filter(one => one !== requester)
    const mains = [...admins.values()].filter(({ level }) => level === 'main')
    return (
      policy.soleMainAdministratorMayApprove &&
      mains.length === 1 &&
      admins.get(requester)?.level === 'main' &&
      approvals.every(({ userid }) => userid === requester) &&
      !others.some(mayAgree)
    )
  }
  const different = new Set(approvals.map(({ userid }) => userid))
  return different.size >= count && [...different].every(mayAgree)
}
