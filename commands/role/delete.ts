import { z } from 'zod'
import { roleRef } from '../../src/core/command/args.ts'
import { defineChange } from '../../src/core/command/command.ts'
import { byUserid, changeable, peopleText } from '../../src/core/command/format.ts'
import { plannedPerson, plannedThing } from '../../src/core/command/plan-schemas.ts'
import { localized } from '../../src/core/i18n.ts'

export default defineChange({
  summary: 'role.delete.summary',
  aliases: ['角色 删除', '删除角色'],
  args: z.object({ role: roleRef }),
  example: '/role delete 1203142',
  risk: 'critical',
  planSchema: z.object({
    role: plannedThing,
    group: z.string(),
    members: z.array(plannedPerson),
  }),

  async plan({ role }, { roles }) {
    const { id, name, group } = changeable(await roles.find(role))
    const { list } = await roles.members(id)
    const members = list.map(({ userid, name }) => ({ userid, name })).sort(byUserid)
    return { role: { id, name }, group, members }
  },
  impact: ({ role, members }) => ({
    aspect: 'role',
    role,
    people: members.map(({ userid }) => userid),
    departments: [],
  }),
  card: ({ role, group, members }, i18n) => ({
    title: i18n.t('role.delete.title', { role: role.name, id: role.id }),
    before: i18n.markdown('role.delete.before', { role: role.name, group }),
    after: i18n.markdown('nothing'),
    concerned: i18n.t('people', { count: members.length }),
    notes:
      members.length === 0
        ? []
        : [i18n.markdown('role.delete.members', { people: peopleText(members, i18n) })],
    warning: i18n.markdown('role.delete.warning', { count: members.length }),
  }),
  async run({ role, members }, { roles }) {
    // DingTalk deletes no role that somebody still has (KB/API/0087).
    const people = members.map(({ userid }) => userid)
    const { failed } = people.length > 0 ? await roles.remove(role.id, people) : { failed: [] }
    if (failed.length > 0) return { failed }
    await roles.delete(role.id)
    return { done: people }
  },
  async verify(plan, { roles }) {
    if ((await roles.get(plan.role.id)) === undefined)
      return { kind: 'done', outcome: { done: plan.members.map(({ userid }) => userid) } }
    const { list } = await roles.members(plan.role.id)
    const known = new Set(plan.members.map(({ userid }) => userid))
    const left = new Set(list.map(({ userid }) => userid))
    const members = plan.members.filter(({ userid }) => left.has(userid))
    const done = plan.members.map(({ userid }) => userid).filter(userid => !left.has(userid))
    // Whoever came meanwhile was not on the card that was approved.
    if (list.some(({ userid }) => !known.has(userid)))
      return { kind: 'unclear', ...(done.length > 0 && { done }) }
    return { kind: 'not yet', rest: { ...plan, members }, reached: done }
  },
  undo: () => localized('undo.none'),
})
