import { z } from 'zod'
import { pageNumber, userRef } from '../../src/core/command/args.ts'
import { defineQuery } from '../../src/core/command/command.ts'

export default defineQuery({
  summary: 'role.of.summary',
  aliases: ['角色 属于', '谁的角色'],
  args: z.object({ user: userRef, page: pageNumber.optional() }),
  example: '/role of manager4220',
  risk: 'none',

  async plan({ user, page = 1 }, { users }) {
    return { person: await users.find(user), page }
  },

  card: ({ person: { name, roles }, page }, i18n) => ({
    title: i18n.t('role.of.title', { name, count: roles.length }),
    ...(roles.length === 0 && { head: i18n.markdown('role.of.empty', { name }) }),
    rows: roles.map(({ id, name, group }) => i18n.markdown('role.of.row', { id, name, group })),
    page: page - 1,
  }),
})
