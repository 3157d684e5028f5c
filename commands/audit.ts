import { z } from 'zod'
import { pageNumber, roleRef, userRef } from '../src/core/command/args.ts'
import { defineQuery } from '../src/core/command/command.ts'
import { duration } from '../src/core/command/duration.ts'
import { eventText } from '../src/core/command/event-text.ts'

/** A card is for looking something up; all of it is what `rolekeeper audit export` is for. */
const most = 200

export default defineQuery({
  summary: 'audit.summary',
  aliases: ['审计'],
  args: z.object({
    role: roleRef.optional(),
    by: userRef.optional(),
    since: duration.optional(),
    page: pageNumber.optional(),
  }),
  example: '/audit --role 1203141 --since 7d',
  risk: 'none',

  async plan({ role, by, since, page = 1 }, { records, now, users }) {
    const found = await records.audit({
      // One more says whether there are more.
      limit: most + 1,
      ...(role !== undefined && { role }),
      ...(by !== undefined && { by: (await users.find(by)).userid }),
      ...(since !== undefined && { since: new Date(now.getTime() - since) }),
    })
    return { found, page }
  },

  card: ({ found, page }, i18n) => ({
    title:
      found.length > most
        ? i18n.t('audit.title.cut', { most })
        : i18n.t('audit.title', { count: found.length }),
    rows: found.slice(0, most).map(({ seq, at, event, actor, code, record }) =>
      i18n.markdown('audit.row', {
        seq,
        at: i18n.date(at),
        event: eventText(event, i18n),
        actor,
        code: code ?? '',
        line: typeof record.line === 'string' ? record.line : '',
      }),
    ),
    ...(found.length > most && { foot: i18n.markdown('audit.most', { most }) }),
    page: page - 1,
  }),
})
