import { describe, expect, test } from '@jest/globals'
import { ask, bodies, buttonsOf, cardOf, reaches, startOn } from '../changes/ask.ts'
import { startBot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'

const line = '/role rename 1203141 财务部'
const at = String.raw`\d+ \w{3} \d{4}, \d\d:\d\d`

describe.each(databases)('presses on $name', ({ open }) => {
  test('are answered in words, to the presser alone', async () => {
    const bot = await startOn(open)
    const { code, outTrackId } = await ask(bot, 'boss001', line)
    expect((await bot.presses('boss001', 'approve')).tips).toBe(
      'You cannot approve your own request.',
    )
    expect((await bot.presses('EMP123', 'approve')).tips).toContain(
      'Only administrators of this organisation can use me.',
    )
    expect((await bot.presses('outsider001', 'approve')).tips).toContain(
      'I answer only to members of this organisation.',
    )
    expect(cardOf(bot, code)?.tips).toBe(line)
    expect((await bot.presses('boss002', 'approve')).tips).toBe(`Approved: ${code}. I am doing it.`)
    await reaches(bot, code, 'Done')
    const late = await bot.presses('manager4220', 'reject', outTrackId)
    expect(late.tips).toMatch(
      new RegExp(`^${code} was already approved by 周航 at ${at}, and is done\\.$`),
    )
    expect(bodies(bot)).toHaveLength(1)
  })

  test('a double tap, a frame delivered three times and two approvers at once are one effect', async () => {
    const bot = await startOn(open)
    const { code, outTrackId } = await ask(bot, 'boss001', line)
    await Promise.all([
      bot.sandbox.press('boss002', outTrackId, 'approve'),
      bot.sandbox.press('boss002', outTrackId, 'approve'),
      bot.sandbox.press('manager4220', outTrackId, 'approve', { deliveries: 3 }),
      bot.sandbox.press('manager5310', outTrackId, 'approve'),
      bot.sandbox.say('boss002', `/approve ${code}`),
    ])
    const { markdown } = await reaches(bot, code, 'Done')
    await bot.settled()
    expect(bodies(bot)).toHaveLength(1)
    expect(markdown.match(/✅ Approved by/g)).toHaveLength(1)
  })

  test('two robots on one database make one effect', async () => {
    const bot = await startOn(open)
    await bot.start()
    const { code, outTrackId } = await ask(bot, 'boss001', line)
    const approvers = ['boss002', 'manager4220', 'manager5310']
    await Promise.all(
      [...approvers, ...approvers].map(one => bot.sandbox.press(one, outTrackId, 'approve')),
    )
    await reaches(bot, code, 'Done')
    await bot.settled()
    expect(bodies(bot)).toHaveLength(1)
    expect(bot.cardCalls()).toHaveLength(1)
  })

  test('approve and reject at the same moment: one of them', async () => {
    const bot = await startOn(open)
    const { code, outTrackId } = await ask(bot, 'boss001', line)
    await Promise.all([
      bot.sandbox.press('boss002', outTrackId, 'approve'),
      bot.sandbox.press('manager4220', outTrackId, 'reject'),
      bot.sandbox.press('boss001', outTrackId, 'cancel'),
    ])
    await bot.settled()
    const title = cardOf(bot, code)?.title
    expect(title).toMatch(/^(Done|Rejected|Cancelled)/)
    expect(bodies(bot)).toHaveLength(title?.startsWith('Done') ? 1 : 0)
  })

  test('a card outlives a restart', async () => {
    const bot = await startOn(open)
    const { code, outTrackId } = await ask(bot, 'boss001', line)
    await bot.stop()
    await bot.start()
    const { tips } = await bot.presses('boss002', 'approve', outTrackId)
    expect(tips).toBe(`Approved: ${code}. I am doing it.`)
    await reaches(bot, code, 'Done')
    expect(bodies(bot)).toHaveLength(1)
    expect(bot.cardCalls()).toHaveLength(1)
  })

  test('an administrator no longer, and a press in the name of another corp, change nothing', async () => {
    const bot = await startOn(open)
    const { code, outTrackId } = await ask(bot, 'boss001', line)
    await bot.hears(() => bot.sandbox.company.removeAdmin('manager4220'))
    const gone = await bot.presses('manager4220', 'approve')
    expect(gone.tips).toContain('Only administrators of this organisation can use me.')
    await bot.sandbox.press('boss002', outTrackId, 'approve', { corpId: 'dingOther' })
    expect(bot.sandbox.view(outTrackId, 'boss002').tips).toContain(
      'I answer only to members of this organisation.',
    )
    expect(cardOf(bot, code)?.title).toMatch(/^Waiting/)
    expect(bot.writes()).toEqual([])
  })
})

test('a card of a store that is no more is not known, and does nothing', async () => {
  const bot = await startBot()
  const { outTrackId } = await ask(bot, 'boss001', line)
  const card = bot.sandbox.cards.get(outTrackId)
  if (card) bot.sandbox.cards.set('rolekeeper-gone', { ...card, outTrackId: 'rolekeeper-gone' })
  const { tips } = await bot.presses('boss002', 'approve', 'rolekeeper-gone')
  expect(tips).toBe('I do not know this card any more.')
  expect(bot.writes()).toEqual([])
})

test('a button that no card of ours has is refused, and recorded', async () => {
  const bot = await startBot()
  const { outTrackId } = await ask(bot, 'boss001', line)
  await bot.sandbox.press('boss002', outTrackId, 'approve', { params: { action: 'toString' } })
  const { markdown } = await bot.says('boss001', '/audit --by boss002')
  expect(markdown).toContain('press refused')
  expect(bot.writes()).toEqual([])
})

test('no button is left on a finished card, for nobody', async () => {
  const bot = await startBot()
  const { code, outTrackId } = await ask(bot, 'boss001', line)
  for (const viewer of ['boss001', 'EMP123', 'manager4220']) await bot.presses(viewer, 'approve')
  await reaches(bot, code, 'Done')
  const viewers = [undefined, ...bot.sandbox.company.persons.keys()]
  for (const viewer of viewers) expect(buttonsOf(bot.sandbox.view(outTrackId, viewer))).toEqual([])
})
