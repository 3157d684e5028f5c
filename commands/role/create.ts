import { z } from 'zod'
import { groupRef, roleName } from '../../src/core/command/args.ts'
import { defineChange } from '../../src/core/command/command.ts'
import { requireNewName } from '../../src/core/command/new-name.ts'
import { plannedThing } from '../../src/core/command/plan-schemas.ts'
import { refuse } from '../../src/core/errors.ts'

export default defineChange({
  summary: 'role.create.summary',
  aliases: ['角色 新建', '新建角色'],
  args: z.object({ name: roleName, group: groupRef.optional() }),
  example: '/role create 审计员 --group 职务',
  risk: 'low',
  planSchema: z.object({ name: z.string(), group: plannedThing }),

  async plan({ name, group }, { roles }) {
    if (group === undefined) {
      const groups = await roles.groups()
      const named = groups.filter(({ isDefault }) => !isDefault).map(({ name }) => name)
      throw refuse('role.create.group', { groups: named.join(', ') })
    }
    const found = await roles.findGroup(group)
    if (found.isDefault) throw refuse('role.isDefault', { role: found.name })
    requireNewName(name, found.roles)
    return { name, group: { id: found.id, name: found.name } }
  },
  impact: () => ({ aspect: 'role', people: [], departments: [] }),
  card: ({ name, group }, i18n) => ({
    title: i18n.t('role.create.title', { role: name }),
    before: i18n.markdown('nothing'),
    after: i18n.markdown('role.create.after', { role: name, group: group.name }),
    concerned: i18n.t('people', { count: 0 }),
  }),
  run: async ({ name, group }, { roles }) => ({ id: String(await roles.create(name, group.id)) }),
  async verify(plan, { roles }) {
    const group = (await roles.groups()).find(({ id }) => id === plan.group.id)
    const made = group?.roles.find(({ name }) => name === plan.name)
    // Two of one name are refused by DingTalk (34021), so running it again cannot make a second.
    return made
      ? { kind: 'done', outcome: { id: String(made.id) } }
      : { kind: 'not yet', rest: plan }
  },
  undo: (_, { id = '' }) => ['role', 'delete', id],
})
