import { z } from 'zod'
import { defineCommand } from '../src/core/command/command.ts'
import { eventText } from '../src/core/command/event-text.ts'

export default defineCommand({
  summary: 'status.summary',
  aliases: ['状态'],
  args: z.object({}),
  example: '/status',
  risk: 'none',

  plan: (_, { status }) => status(),

  card: ({ version, connected, startedAt, metered, states }, words) => ({
    title: words.text('status.title', { version }),
    head: [
      words.markdown(connected ? 'status.connected' : 'status.disconnected'),
      words.markdown('status.since', { since: words.date(startedAt) }),
      words.markdown('status.metered', { count: metered }),
    ].join('\n\n'),
    rows: Object.entries(states).map(([state, count]) =>
      words.markdown('status.state', { state: eventText(state, words), count }),
    ),
  }),
})
