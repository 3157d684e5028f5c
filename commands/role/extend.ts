import { z } from 'zod'
import { code } from '../../src/core/command/args.ts'
import { defineChange } from '../../src/core/command/command.ts'
import { duration, durationText } from '../../src/core/command/duration.ts'
import { refuse } from '../../src/core/errors.ts'
import { localized } from '../../src/core/i18n.ts'

export default defineChange({
  summary: 'role.extend.summary',
  aliases: ['角色 延长', '角色延长'],
  args: z.object({ code, for: duration.optional() }),
  example: '/role extend 7F3KQ --for 8h',
  risk: 'high',

  async plan({ code: given, for: asked }, { records }) {
    const { code, status, details } = await records.endOf(given)
    const { endsAt, forMs, touch } = details
    if (status !== 'scheduled' || endsAt === undefined || touch === undefined)
      throw refuse('role.extend.over', { code: given })
    const by = asked ?? forMs ?? 8 * 3_600_000
    return { code, from: endsAt, to: new Date(Date.parse(endsAt) + by).toISOString(), by, touch }
  },
  impact: ({ touch }) => ({ ...touch, aspect: 'grant' }),
  card: ({ code, from, to, by, touch }, i18n) => ({
    title: i18n.t('role.extend.title', { role: touch.role?.name ?? '', code }),
    before: i18n.markdown('role.extend.until', { at: i18n.date(new Date(from)) }),
    after: i18n.markdown('role.extend.until', { at: i18n.date(new Date(to)) }),
    concerned: i18n.t('people', { count: touch.people.length }),
    notes: [i18n.markdown('role.extend.by', { length: durationText(by) })],
  }),
  async run({ code, to }, { extendGrant }) {
    if (!(await extendGrant(code, new Date(to)))) throw refuse('role.extend.over', { code })
    return {}
  },
  async verify(plan, { records }) {
    const { status, details } = await records.byCode(plan.code)
    if (details.endsAt === plan.to) return { kind: 'done', outcome: {} }
    return status === 'scheduled' && details.endsAt === plan.from
      ? { kind: 'not yet', rest: plan }
      : { kind: 'unclear' }
  },
  undo: () => localized('undo.none'),
})
