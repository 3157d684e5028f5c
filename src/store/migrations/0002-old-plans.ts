import { z } from 'zod'

const thing = z.object({ id: z.number(), name: z.string() })
const person = z.object({ userid: z.string(), name: z.string() })

/** A plan as its command keeps it, and the arguments that lead to it. */
export interface CarriedPlan {
  readonly args: Readonly<Record<string, unknown>>
  readonly plan: unknown
}

const ids = (people: readonly { userid: string }[]) => people.map(({ userid }) => userid)
const scope = z.union([z.literal('everyone'), z.array(thing)])

/** What each command's plan looked like, and what its arguments were. */
const plans: Readonly<Record<string, z.ZodType<CarriedPlan>>> = {
  'role rename': z
    .looseObject({ id: z.number(), from: z.string(), to: z.string() })
    .transform(plan => ({ plan, args: { role: String(plan.id), name: plan.to } })),
  'role scope': z
    .looseObject({ role: thing, user: person, from: scope, to: scope })
    .transform(plan => ({
      plan,
      args: {
        user: plan.user.userid,
        role: String(plan.role.id),
        ...(plan.to === 'everyone'
          ? { everyone: true }
          : { depts: plan.to.map(({ id }) => String(id)) }),
      },
    })),
  'role add': z
    .looseObject({
      role: thing,
      add: z.array(person),
      already: z.array(person),
      forMs: z.number().nullable(),
    })
    .transform(plan => ({
      plan,
      args: {
        role: String(plan.role.id),
        user: [...ids(plan.add), ...ids(plan.already)],
        ...(plan.forMs !== null && { for: durationText(plan.forMs) }),
      },
    })),
  'role remove': z
    .looseObject({ role: thing, remove: z.array(person.extend({ limited: z.boolean() })) })
    .transform(plan => ({
      plan,
      args: { role: String(plan.role.id), user: ids(plan.remove) },
    })),
  'role create': z
    .looseObject({ name: z.string(), group: thing })
    .transform(plan => ({ plan, args: { name: plan.name, group: String(plan.group.id) } })),
  'role group create': z
    .looseObject({ name: z.string() })
    .transform(plan => ({ plan, args: { name: plan.name } })),
  'role delete': z
    .looseObject({ role: thing, members: z.array(person) })
    .transform(plan => ({ plan, args: { role: String(plan.role.id) } })),
  'role extend': z
    .looseObject({
      code: z.string(),
      from: z.string(),
      to: z.string(),
      by: z.number(),
      touch: z.unknown(),
    })
    .transform(({ touch, ...plan }) => ({
      plan: { ...plan, impact: touch },
      args: { code: plan.code, for: durationText(plan.by) },
    })),
  'rbac create': z
    .looseObject({
      name: z.string(),
      members: z.array(person),
      users: z.array(person),
      depts: z.array(thing),
      includeMemberDepts: z.boolean(),
      includeManagedDepts: z.boolean(),
      actions: z.array(z.string()),
      resources: z.array(z.string()),
    })
    .transform(plan => ({ plan, args: rbacArguments(plan) })),
}

function rbacArguments(plan: {
  name: string
  members: readonly { userid: string }[]
  users: readonly { userid: string }[]
  depts: readonly { id: number }[]
  includeMemberDepts: boolean
  includeManagedDepts: boolean
  actions: readonly string[]
  resources: readonly string[]
}) {
  const some = (name: string, items: readonly string[]) =>
    items.length > 0 ? { [name]: items } : {}
  return {
    name: plan.name,
    ...some('members', ids(plan.members)),
    ...some(
      'depts',
      plan.depts.map(({ id }) => String(id)),
    ),
    ...some('users', ids(plan.users)),
    ...(plan.includeMemberDepts && { 'include-member-depts': true }),
    ...(plan.includeManagedDepts && { 'include-managed-depts': true }),
    ...some('actions', plan.actions),
    ...some('resources', plan.resources),
  }
}

/** A stored plan in its present form; undefined where it is none that this command has ever had. */
export function carriedPlan(command: string, plan: unknown): CarriedPlan | undefined {
  return Object.hasOwn(plans, command) ? plans[command]?.safeParse(plan).data : undefined
}

const minuteMs = 60_000
/** As `--for` takes it; whoever asked for weeks or days meant as many minutes. */
const durationText = (ms: number) => {
  const unit = [
    { name: 'w', length: 10_080 },
    { name: 'd', length: 1440 },
    { name: 'h', length: 60 },
  ].find(({ length }) => ms % (length * minuteMs) === 0)
  return unit
    ? `${ms / (unit.length * minuteMs)}${unit.name}`
    : `${Math.max(1, Math.round(ms / minuteMs))}m`
}
