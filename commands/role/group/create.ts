import { z } from 'zod'
import { roleName } from '../../../src/core/command/args.ts'
import { defineChange } from '../../../src/core/command/command.ts'
import { requireNewName } from '../../../src/core/command/new-name.ts'
import { localized } from '../../../src/core/i18n.ts'

export default defineChange({
  summary: 'role.group.create.summary',
  aliases: ['角色组 新建', '新建角色组'],
  args: z.object({ name: roleName }),
  example: '/role group create 项目',
  risk: 'low',
  planSchema: z.object({ name: z.string() }),

  async plan({ name }, { roles }) {
    requireNewName(name, await roles.groups())
    return { name }
  },
  impact: () => ({ aspect: 'role', people: [], departments: [] }),
  card: ({ name }, i18n) => ({
    title: i18n.t('role.group.create.title', { group: name }),
    before: i18n.markdown('nothing'),
    after: i18n.escape(name),
    concerned: i18n.t('people', { count: 0 }),
    notes: [i18n.markdown('role.group.create.note')],
  }),
  run: async ({ name }, { roles }) => ({ id: String(await roles.createGroup(name)) }),
  async verify(plan, { roles }) {
    const made = (await roles.groups()).find(({ name }) => name === plan.name)
    // DingTalk does not say that two of one name are refused, so what is not there is not made again.
    return made ? { kind: 'done', outcome: { id: String(made.id) } } : { kind: 'unclear' }
  },
  undo: () => localized('undo.none'),
})
