import { z } from 'zod'
import { defineQuery } from '../src/core/command/command.ts'
import { eventText } from '../src/core/command/event-text.ts'

export default defineQuery({
  summary: 'status.summary',
  aliases: ['状态'],
  args: z.object({}),
  example: '/status',
  risk: 'none',

  plan: (_, { status }) => status(),

  card: ({ version, connected, startedAt, metered, states, unreadable }, i18n) => ({
    title: i18n.t('status.title', { version }),
    head: [
      i18n.markdown(connected ? 'status.connected' : 'status.disconnected'),
      i18n.markdown('status.since', { since: i18n.date(startedAt) }),
      i18n.markdown('status.metered', { count: metered }),
      ...(unreadable > 0 ? [i18n.markdown('status.unreadable', { count: unreadable })] : []),
    ].join('\n\n'),
    rows: Object.entries(states).map(([state, count]) =>
      i18n.markdown('status.state', { state: eventText(state, i18n), count }),
    ),
  }),
})
