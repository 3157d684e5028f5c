import { z } from 'zod'
import { roleRef } from '../../src/core/command/args.ts'
import { defineCommand } from '../../src/core/command/command.ts'

export default defineCommand({
  summary: 'role.show.summary',
  aliases: ['角色 查看', '查看角色'],
  args: z.object({ role: roleRef }),
  example: '/role show 1203141',
  risk: 'none',

  async plan({ role }, { roles }) {
    const found = await roles.find(role)
    return { ...found, members: await roles.members(found.id) }
  },

  card: ({ id, name, group, groupId, isDefault, members: { list, complete } }, words) => ({
    title: words.text('role.show.title', { name }),
    head: words.markdown('role.show.body', {
      id,
      group,
      groupId,
      count: complete ? list.length : `${list.length}+`,
    }),
    ...(isDefault && { foot: words.markdown('role.default') }),
  }),
})
