import { z } from 'zod'
import { pageNumber } from '../../src/core/command/args.ts'
import { defineQuery } from '../../src/core/command/command.ts'
import { refuse } from '../../src/core/errors.ts'

export default defineQuery({
  summary: 'rbac.list.summary',
  aliases: ['管理组 列表', '管理组列表'],
  args: z.object({ page: pageNumber.optional() }),
  example: '/rbac list',
  risk: 'none',

  async plan({ page = 1 }, { rbac }) {
    if (!rbac.enabled) throw refuse('rbac.off')
    return { groups: await rbac.list(), page }
  },

  card: ({ groups, page }, i18n) => ({
    title: i18n.t('rbac.list.title', { count: groups.length }),
    rows: groups.map(({ id, name, members }) =>
      i18n.markdown('rbac.list.row', { id, name, count: members.length }),
    ),
    page: page - 1,
  }),
})
