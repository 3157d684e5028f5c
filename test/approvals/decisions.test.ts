import { describe, expect, test } from '@jest/globals'
import { ask, bodies, buttonsOf, cardOf, done, reaches, startOn } from '../changes/ask.ts'
import { databases } from '../support/databases.ts'

const line = '/role rename 1203141 财务部'

describe.each(databases)('deciding on $name', ({ open }) => {
  test('approve in words is the approval by button', async () => {
    const bot = await startOn(open)
    const { code } = await ask(bot, 'boss001', line)
    const own = await bot.says('boss001', `/approve ${code}`)
    expect(own.markdown).toContain('You cannot approve your own request.')
    const { markdown } = await bot.says('manager4220', `/批准 ${code}`)
    expect(markdown).toBe(`Approved: ${code}. I am doing it.`)
    await reaches(bot, code, 'Done')
    expect(bodies(bot)).toHaveLength(1)
  })

  test('reject by button needs no reason, in words it takes one', async () => {
    const bot = await startOn(open)
    const first = await ask(bot, 'boss001', line)
    const own = await bot.presses('boss001', 'reject')
    expect(own.tips).toBe(
      `${first.code} is your own request. To withdraw it: /cancel ${first.code}`,
    )
    const { tips } = await bot.presses('boss002', 'reject')
    expect(tips).toBe(`Rejected: ${first.code}. Nothing was changed.`)
    const rejected = await reaches(bot, first.code, 'Rejected')
    expect(rejected.markdown).toMatch(/❌ Rejected by 周航, .+$/)
    expect(rejected.markdown).not.toContain('Reason')

    const second = await ask(bot, 'boss001', line)
    await bot.says('boss002', `/reject ${second.code} not *before* the audit`)
    const again = await reaches(bot, second.code, 'Rejected')
    expect(again.markdown).toContain('**Reason** not \\*before\\* the audit')
    expect(buttonsOf(again)).toEqual([])
    expect(bot.writes()).toEqual([])
  })

  test.each(['constructor', 'toString', '__proto__'])(
    'a person whose userid is %s decides like anybody else',
    async userid => {
      const bot = await startOn(open)
      const { company } = bot.sandbox
      const { code } = await ask(bot, 'boss001', line)
      company.addPerson({ userid, name: '方宁' })
      company.addAdmin(userid, { level: 1, scope: [1] })
      await bot.settled()
      await bot.says(userid, `/reject ${code} not now`)
      const { markdown } = await reaches(bot, code, 'Rejected')
      expect(markdown).toContain(`Rejected by ${userid.replaceAll('_', '\\_')},`)
      const late = await bot.says('boss002', `/approve ${code}`)
      expect(late.markdown).toContain(userid.replaceAll('_', '\\_'))

      const own = await ask(bot, userid, '/role rename 1203142 出纳员')
      const pending = await bot.says('boss001', '/pending')
      expect(pending.markdown).toContain(own.code)
      expect(pending.markdown).not.toContain('[native code]')
      await bot.says('boss002', `/approve ${own.code}`)
      await reaches(bot, own.code, 'Done')
    },
  )

  test('a reason is told as it was said, with the words that come back', async () => {
    const bot = await startOn(open)
    const { code } = await ask(bot, 'boss001', line)
    await bot.says('boss002', `/reject ${code} do not add him, do not remove him`)
    const { markdown } = await reaches(bot, code, 'Rejected')
    expect(markdown).toContain('**Reason** do not add him, do not remove him')
  })

  test('only the requester cancels, by button or in words', async () => {
    const bot = await startOn(open)
    const first = await ask(bot, 'boss001', line)
    const other = await bot.presses('boss002', 'cancel')
    expect(other.tips).toBe(
      `Only its requester can cancel ${first.code}. To refuse it: /reject ${first.code}`,
    )
    await bot.presses('boss001', 'cancel')
    const cancelled = await reaches(bot, first.code, 'Cancelled')
    expect(cancelled.markdown).toContain('Nothing was changed.')
    expect(buttonsOf(cancelled)).toEqual([])

    const second = await ask(bot, 'boss001', line)
    const { markdown } = await bot.says('boss001', `/cancel ${second.code}`)
    expect(markdown).toBe(`Cancelled: ${second.code}. Nothing was changed.`)
    await reaches(bot, second.code, 'Cancelled')
    expect(bot.writes()).toEqual([])
  })

  test('/pending shows what waits, and what will end', async () => {
    const bot = await startOn(open)
    expect((await bot.says('boss001', '/pending')).title).toBe('0 requests waiting')
    const { code } = await ask(bot, 'boss001', line)
    await done(bot, 'boss001', '/role add 12345 EMP203 --for 8h')
    const { title, markdown } = await bot.says('manager4220', '/pending')
    expect(title).toBe('2 requests waiting')
    const [awaiting, scheduled] = markdown.split('\n')
    expect(awaiting).toContain(`- ${code} · ${line} · 林岚 · until `)
    expect(scheduled).toMatch(/^- \w{5} · \/role remove 12345 EMP203 · 林岚 · at /)
  })

  test('/audit tells the story, by role, by person and by time', async () => {
    const bot = await startOn(open)
    await done(bot, 'boss001', '/role rename 1203142 出纳员')
    await bot.passes(2 * 3_600_000)
    const { code } = await done(bot, 'boss001', line)
    const events = async (filter: string) => {
      const { markdown } = await bot.says('boss002', `/audit ${filter}`)
      return markdown.split('\n').map(row => row.split(' · ').slice(2).join(' · '))
    }
    const byRole = await events('--role 1203141')
    expect(byRole).toContain(`boss002 · running ${code} ${line}`)
    expect(byRole.join()).not.toContain('1203142')
    const byPerson = await events('--by 周航')
    expect(byPerson.length).toBeGreaterThan(0)
    expect(byPerson.every(row => row.startsWith('boss002 · '))).toBe(true)
    const recent = await events('--since 1h')
    expect(recent.join()).toContain(line)
    expect(recent.join()).not.toContain('1203142')
    const all = await events('')
    expect(all.join()).toContain('1203142')
    expect(cardOf(bot, code)?.title).toMatch(/^Done/)
  })

  test.each([
    ['/approve ZZZZZ', 'I know no request ZZZZZ. /pending shows what is waiting.'],
    ['/approve', '&lt;code&gt; is missing'],
    ['/reject 12', '&lt;code&gt; cannot be "12"'],
    ['/undo ZZZZZ', 'I know no request ZZZZZ.'],
    ['/letgo ZZZZZ', 'I know no request ZZZZZ.'],
    ['/role extend ZZZZZ', 'I know no request ZZZZZ.'],
  ])('%s is refused', async (said, why) => {
    const bot = await startOn(open)
    const { title, markdown } = await bot.says('boss001', said)
    expect(title).toBe('Not done')
    expect(markdown).toContain(why)
  })

  test('a question is no change that could be decided', async () => {
    const bot = await startOn(open)
    await bot.says('boss001', '/role list')
    const { markdown } = await bot.says('boss001', '/audit')
    const asked = /boss001 · answered (\w{5}) \/role list/.exec(markdown)?.[1]
    const { markdown: refused } = await bot.says('boss002', `/approve ${asked}`)
    expect(refused).toContain(`${asked} is no change that could be decided.`)
  })
})
