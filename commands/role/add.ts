import { z } from 'zod'
import { roleRef, userRef } from '../../src/core/command/args.ts'
import { defineChange } from '../../src/core/command/command.ts'
import { duration, durationText } from '../../src/core/command/duration.ts'
import { byUserid, changeable, peopleText } from '../../src/core/command/format.ts'
import { plannedPerson, plannedThing } from '../../src/core/command/plan-schemas.ts'
import { refuse } from '../../src/core/errors.ts'

export default defineChange({
  summary: 'role.add.summary',
  aliases: ['角色 添加', '角色添加'],
  args: z.object({ role: roleRef, user: z.array(userRef).min(1), for: duration.optional() }),
  example: '/role add 1203141 EMP123 --for 8h',
  risk: 'high',
  // A new member manages everyone until a scope is set: only a main administrator may give that (README, Changes).
  riskOf: (_, { level }) => (level === 'main' ? 'high' : 'critical'),
  planSchema: z.object({
    role: plannedThing,
    add: z.array(plannedPerson),
    already: z.array(plannedPerson),
    forMs: z.number().nullable(),
    shown: z.object({ members: z.number() }),
  }),

  async plan({ role, user, for: forMs }, { roles, users }) {
    const { id, name } = changeable(await roles.find(role))
    const [{ list }, ...found] = await Promise.all([roles.members(id), ...user.map(users.find)])
    const people = [
      ...new Map(found.map(({ userid, name }) => [userid, { userid, name }])).values(),
    ]
    const has = new Set(list.map(({ userid }) => userid))
    const add = people.filter(({ userid }) => !has.has(userid)).sort(byUserid)
    const already = people.filter(({ userid }) => has.has(userid)).sort(byUserid)
    if (add.length === 0) throw refuse('role.add.already', { role: name })
    return {
      role: { id, name },
      add,
      already,
      forMs: forMs ?? null,
      shown: { members: list.length },
    }
  },
  impact: ({ role, add }) => ({
    aspect: 'people',
    role,
    people: add.map(({ userid }) => userid),
    departments: [],
    everyone: 'until limited',
  }),
  card: ({ role, add, already, forMs, shown }, i18n) => ({
    title: i18n.t('role.add.title', { role: role.name, count: add.length }),
    before: i18n.markdown('role.add.before', { count: shown.members }),
    after: i18n.markdown('role.add.after', { people: peopleText(add, i18n) }),
    concerned: i18n.t('people', { count: add.length }),
    notes: [
      i18n.markdown('role.add.scope'),
      ...(forMs === null ? [] : [i18n.markdown('role.add.for', { length: durationText(forMs) })]),
      ...(already.length === 0
        ? []
        : [i18n.markdown('role.add.keep', { people: peopleText(already, i18n) })]),
    ],
  }),
  run: ({ role, add }, { roles }) =>
    roles.add(
      role.id,
      add.map(({ userid }) => userid),
    ),
  async verify(plan, { roles }) {
    const { list } = await roles.members(plan.role.id)
    const has = new Set(list.map(({ userid }) => userid))
    const missing = plan.add.filter(({ userid }) => !has.has(userid))
    const added = plan.add.filter(({ userid }) => has.has(userid))
    const done = added.map(({ userid }) => userid)
    if (missing.length === 0) return { kind: 'done', outcome: { done } }
    // What is left is what would be planned now: whoever is in is a member already.
    const already = [...plan.already, ...added].sort(byUserid)
    return { kind: 'not yet', rest: { ...plan, add: missing, already }, done }
  },
  undo: ({ role }, { done = [] }) => ['role', 'remove', String(role.id), ...done],
  schedules: ({ role, forMs }, { done = [] }) =>
    forMs === null
      ? undefined
      : { command: 'role remove', words: [String(role.id), ...done], afterMs: forMs },
})
