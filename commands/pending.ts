import { z } from 'zod'
import { pageNumber } from '../src/core/command/args.ts'
import { defineQuery } from '../src/core/command/command.ts'
import { personName } from '../src/core/model/person-name.ts'

export default defineQuery({
  summary: 'pending.summary',
  aliases: ['待办', '待审批'],
  args: z.object({ page: pageNumber.optional() }),
  example: '/pending',
  risk: 'none',

  plan: async ({ page = 1 }, { records }) => ({ ...(await records.waiting()), page }),

  card: ({ requests, count, page }, i18n) => ({
    title: i18n.t('pending.title', { count }),
    rows: requests.flatMap(({ code, details, requester, dueAt, createdAt }) => {
      if (details.kind !== 'change' && details.kind !== 'grantExpiry') return []
      const { line, names } = details
      const by = personName(names, requester)
      return details.kind === 'change'
        ? i18n.markdown('pending.awaiting', { code, line, by, at: i18n.date(dueAt ?? createdAt) })
        : i18n.markdown('pending.scheduled', {
            code,
            line,
            by,
            at: i18n.date(new Date(details.endsAt)),
          })
    }),
    ...(count > requests.length && {
      foot: i18n.markdown('pending.most', { shown: requests.length, count }),
    }),
    page: page - 1,
  }),
})
