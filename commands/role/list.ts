import { z } from 'zod'
import { groupRef, pageNumber } from '../../src/core/command/args.ts'
import { defineQuery } from '../../src/core/command/command.ts'

export default defineQuery({
  summary: 'role.list.summary',
  aliases: ['角色 列表', '角色列表'],
  args: z.object({ group: groupRef.optional(), page: pageNumber.optional() }),
  example: '/role list',
  risk: 'none',

  async plan({ group, page = 1 }, { roles }) {
    const groups = group === undefined ? await roles.groups() : [await roles.findGroup(group)]
    return { roles: groups.flatMap(found => found.roles), page }
  },

  card: ({ roles, page }, i18n) => ({
    title: i18n.t('role.list.title', { count: roles.length }),
    ...(roles.length === 0 && { head: i18n.markdown('role.list.empty') }),
    rows: roles.map(({ id, name, group }) => i18n.markdown('role.list.row', { id, name, group })),
    page: page - 1,
  }),
})
