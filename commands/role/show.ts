import { z } from 'zod'
import { roleRef } from '../../src/core/command/args.ts'
import { defineQuery } from '../../src/core/command/command.ts'

export default defineQuery({
  summary: 'role.show.summary',
  aliases: ['角色 查看', '查看角色'],
  args: z.object({ role: roleRef }),
  example: '/role show 1203141',
  risk: 'none',

  async plan({ role }, { roles }) {
    const found = await roles.find(role)
    return { ...found, members: await roles.members(found.id) }
  },

  card: ({ id, name, group, groupId, isDefault, members: { list } }, i18n) => ({
    title: i18n.t('role.show.title', { name }),
    head: i18n.markdown('role.show.body', {
      id,
      group,
      groupId,
      count: list.length,
    }),
    ...(isDefault && { foot: i18n.markdown('role.default') }),
  }),
})
