import { z } from 'zod'
import { defineQuery } from '../src/core/command/command.ts'

export default defineQuery({
  summary: 'whoami.summary',
  aliases: ['我是谁'],
  args: z.object({}),
  example: '/whoami',
  risk: 'none',

  async plan(_, { actor, users, admins, departments }) {
    const [person, scope] = await Promise.all([
      users.get(actor.userid),
      // What get_admin_scope says of a main administrator is not documented: it is not asked.
      actor.level === 'sub' ? admins.scope(actor.userid) : [],
    ])
    const named = await Promise.all(scope.map(id => departments.get(id)))
    return {
      ...actor,
      name: person?.name ?? '',
      departments: scope.map((id, i) => named[i]?.name ?? String(id)),
    }
  },

  card: ({ userid, name, level, departments }, i18n) => ({
    title: i18n.t('whoami.title'),
    head: i18n.markdown('whoami.body', {
      userid,
      name,
      level: i18n.t(`level.${level ?? 'none'}`),
    }),
    ...(departments.length > 0 && {
      foot: i18n.markdown('whoami.scope', { departments: departments.join(', ') }),
    }),
  }),
})
