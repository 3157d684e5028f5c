import { z } from 'zod'
import { code } from '../../src/core/command/args.ts'
import { defineChange } from '../../src/core/command/command.ts'
import { duration, durationText } from '../../src/core/command/duration.ts'
import { plannedImpact } from '../../src/core/command/plan-schemas.ts'
import { refuse } from '../../src/core/errors.ts'
import { localized } from '../../src/core/i18n.ts'

export default defineChange({
  summary: 'role.extend.summary',
  aliases: ['角色 延长', '角色延长'],
  args: z.object({ code, for: duration.optional() }),
  example: '/role extend 7F3KQ --for 8h',
  risk: 'high',
  // Who has not been limited since goes on managing everyone: only a main administrator may give that, as with /role add.
  riskOf: (_, { level }) => (level === 'main' ? 'high' : 'critical'),
  planSchema: z.object({
    code: z.string(),
    from: z.string(),
    to: z.string(),
    by: z.number(),
    impact: plannedImpact,
  }),

  async plan({ code: given, for: asked }, { records, roles }) {
    const { code, status, details } = await records.expiryOf(given)
    if (status !== 'scheduled' || details.kind !== 'grantExpiry')
      throw refuse('role.extend.over', { code: given })
    const { endsAt, durationMs, impact } = details
    // What they manage is said below, of every grant alike: plans keep the shape in which they are stored.
    const { everyone: _, ...concerned } = impact
    // Judged and shown by what the role is called now.
    const role = impact.role && (await roles.get(impact.role.id))
    if (!role) throw refuse('role.extend.over', { code: given })
    const by = asked ?? durationMs
    return {
      code,
      from: endsAt,
      to: new Date(Date.parse(endsAt) + by).toISOString(),
      by,
      impact: { ...concerned, role: { id: role.id, name: role.name } },
    }
  },
  impact: ({ impact }) => ({ ...impact, aspect: 'grant', everyone: 'until limited' }),
  card: ({ code, from, to, by, impact }, i18n) => ({
    title: i18n.t('role.extend.title', { role: impact.role?.name ?? '', code }),
    before: i18n.markdown('role.extend.until', { at: i18n.date(new Date(from)) }),
    after: i18n.markdown('role.extend.until', { at: i18n.date(new Date(to)) }),
    concerned: i18n.t('people', { count: impact.people.length }),
    notes: [i18n.markdown('role.extend.by', { length: durationText(by) })],
  }),
  async run({ code, to }, { extendGrant }) {
    if (!(await extendGrant(code, new Date(to)))) throw refuse('role.extend.over', { code })
    return {}
  },
  async verify(plan, { records }) {
    const { status, details } = await records.byCode(plan.code)
    const endsAt = details.kind === 'grantExpiry' ? details.endsAt : undefined
    if (endsAt === plan.to) return { kind: 'done', outcome: {} }
    return status === 'scheduled' && endsAt === plan.from
      ? { kind: 'not yet', rest: plan }
      : { kind: 'unclear' }
  },
  undo: () => localized('undo.none'),
})
