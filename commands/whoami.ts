import { z } from 'zod'
import { defineCommand } from '../src/core/command/command.ts'

export default defineCommand({
  summary: 'whoami.summary',
  aliases: ['我是谁'],
  args: z.object({}),
  example: '/whoami',
  risk: 'none',

  async plan(_, { me, users, admins, departments }) {
    const [person, scope] = await Promise.all([
      users.get(me.userid),
      // What get_admin_scope says of a main administrator is not documented: it is not asked.
      me.level === 'sub' ? admins.scope(me.userid) : [],
    ])
    const named = await Promise.all(scope.map(id => departments.get(id)))
    return {
      ...me,
      name: person?.name ?? '',
      departments: scope.map((id, i) => named[i]?.name ?? String(id)),
    }
  },

  card: ({ userid, name, level, departments }, words) => ({
    title: words.text('whoami.title'),
    head: words.markdown('whoami.body', {
      userid,
      name,
      level: words.text(`level.${level ?? 'none'}`),
    }),
    ...(departments.length > 0 && {
      foot: words.markdown('whoami.scope', { departments: departments.join(', ') }),
    }),
  }),
})
