import { z } from 'zod'
import { roleName, roleRef } from '../../src/core/command/args.ts'
import { defineChange } from '../../src/core/command/command.ts'
import { changeable } from '../../src/core/command/format.ts'
import { requireNewName } from '../../src/core/command/new-name.ts'
import { userId } from '../../src/core/directory.ts'
import { refuse } from '../../src/core/errors.ts'
import { localized } from '../../src/core/i18n.ts'

export default defineChange({
  summary: 'role.rename.summary',
  aliases: ['角色 改名', '角色改名'],
  args: z.object({ role: roleRef, name: roleName }),
  example: '/role rename 1203141 财务部',
  risk: 'high',
  planSchema: z.object({
    id: z.number(),
    from: z.string(),
    to: z.string(),
    // Plans of version 0.1 have the number alone.
    shown: z.object({ people: z.number(), members: z.array(userId).default([]) }),
  }),

  async plan({ role, name }, { roles }) {
    const { id, name: from, group, groupId } = changeable(await roles.find(role))
    if (from === name) throw refuse('role.rename.same', { name })
    const groups = await roles.groups()
    const own = groups.find(one => one.id === groupId)
    if (!own)
      throw refuse('group.unknown', { group, groups: groups.map(one => one.name).join(', ') })
    requireNewName(
      name,
      own.roles.filter(other => other.id !== id),
    )
    const { list } = await roles.members(id)
    const members = list.map(({ userid }) => userid)
    return { id, from, to: name, shown: { people: list.length, members } }
  },
  impact: ({ id, from, shown }) => ({
    aspect: 'name',
    role: { id, name: from },
    people: shown.members,
    departments: [],
  }),
  card: ({ id, from, to, shown }, i18n) => ({
    title: i18n.t('role.rename.title', { role: from, id }),
    before: i18n.escape(from),
    after: i18n.escape(to),
    concerned: i18n.t('people', { count: shown.people }),
  }),
  async run({ id, to }, { roles }) {
    await roles.rename(id, to)
    return {}
  },
  async verify(plan, { roles }) {
    const now = await roles.get(plan.id)
    if (now?.name === plan.to) return { kind: 'done', outcome: {} }
    return now?.name === plan.from ? { kind: 'not yet', rest: plan } : { kind: 'unclear' }
  },
  undo: ({ id, from }) =>
    roleName.safeParse(from).success
      ? ['role', 'rename', String(id), from]
      : localized('undo.noName', { name: from }),
})
