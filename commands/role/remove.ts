import { z } from 'zod'
import { roleRef, userRef } from '../../src/core/command/args.ts'
import { defineChange } from '../../src/core/command/command.ts'
import { changeable, peopleText } from '../../src/core/command/format.ts'
import { plannedPerson, plannedThing } from '../../src/core/command/plan-schemas.ts'
import { userId } from '../../src/core/directory.ts'
import { Refusal, refuse } from '../../src/core/errors.ts'
import { localized } from '../../src/core/i18n.ts'

export default defineChange({
  summary: 'role.remove.summary',
  aliases: ['角色 移除', '角色移除'],
  args: z.object({ role: roleRef, user: z.array(userRef).min(1) }),
  example: '/role remove 1203141 manager4220',
  risk: 'high',
  planSchema: z.object({
    role: plannedThing,
    remove: z.array(plannedPerson.extend({ limited: z.boolean() })),
    shown: z.object({ members: z.number() }),
  }),

  async plan({ role, user }, { roles, users }) {
    // Who has left and was taken out already is no reason to leave the others the role.
    const foundOrGone = (ref: string) =>
      users.find(ref).catch(error => {
        if (error instanceof Refusal && error.reason.key === 'gone.user')
          return { userid: userId.parse(ref) }
        throw error
      })
    const { id, name } = changeable(await roles.find(role))
    const { list } = await roles.members(id)
    // Somebody who has left the organisation may still stand in a role; then only the list knows them.
    const asked = await Promise.all(
      user.map(async ref => list.find(({ userid }) => userid === ref) ?? foundOrGone(ref)),
    )
    const wanted = new Set(asked.map(({ userid }) => userid))
    const remove = list
      .filter(({ userid }) => wanted.has(userid))
      .map(({ userid, name, scope }) => ({ userid, name, limited: scope !== 'everyone' }))
      .sort((a, b) => (a.userid < b.userid ? -1 : 1))
    if (remove.length === 0) throw refuse('role.remove.none', { role: name })
    return { role: { id, name }, remove, shown: { members: list.length } }
  },
  impact: ({ role, remove }) => ({
    aspect: 'people',
    role,
    people: remove.map(({ userid }) => userid),
    departments: [],
  }),
  card: ({ role, remove, shown }, i18n) => ({
    title: i18n.t('role.remove.title', { role: role.name, count: remove.length }),
    before: i18n.markdown('role.remove.before', {
      count: shown.members,
      people: peopleText(remove, i18n),
    }),
    after: i18n.markdown('role.remove.after'),
    concerned: i18n.t('people', { count: remove.length }),
  }),
  run: ({ role, remove }, { roles }) =>
    roles.remove(
      role.id,
      remove.map(({ userid }) => userid),
    ),
  async verify(plan, { roles }) {
    const { list } = await roles.members(plan.role.id)
    const has = new Set(list.map(({ userid }) => userid))
    const left = plan.remove.filter(({ userid }) => has.has(userid))
    if (left.length > 0) {
      const done = plan.remove.map(({ userid }) => userid).filter(userid => !has.has(userid))
      return { kind: 'not yet', rest: { ...plan, remove: left }, done }
    }
    return { kind: 'done', outcome: { done: plan.remove.map(({ userid }) => userid) } }
  },
  undo: ({ role, remove }, { done = [] }) =>
    remove.some(({ userid, limited }) => limited && done.includes(userid))
      ? localized('undo.scopeLost')
      : ['role', 'add', String(role.id), ...done],
})
