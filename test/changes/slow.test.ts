import { expect, test } from '@jest/globals'
import { type Bot, startBot } from '../support/bot.ts'
import { eventually } from '../support/eventually.ts'
import { ask, bodies, cardOf, reaches } from './ask.ts'

const line = '/role rename 1203141 财务部'
const interim = 'One moment: I am checking who you are.'

/** The acks of card callbacks that came in time, in milliseconds. */
const acks = (bot: Bot) =>
  bot.sandbox.frames
    .filter(({ topic }) => topic.includes('card'))
    .map(({ ack }) => ack?.ms ?? Number.POSITIVE_INFINITY)

test.each(['/topapi/user/listadmin', '/topapi/role/getrole', '/topapi/'])(
  'while DingTalk takes 3 s for %s a press is acknowledged within 2 s, and carried out after',
  async path => {
    const bot = await startBot()
    const { code, outTrackId } = await ask(bot, 'boss001', line)
    await bot.hears(() => bot.sandbox.company.addAdmin('EMP203', { level: 2, scope: [1] }))
    bot.sandbox.faults.set('delay', { path, ms: 3000, times: 1 })
    const { tips } = await bot.presses('boss002', 'approve')
    expect(tips).toBe(interim)
    expect(Math.max(...acks(bot))).toBeLessThan(2000)
    expect(bot.writes()).toEqual([])

    const card = await reaches(bot, code, 'Done')
    expect(card.markdown).toContain('✅ Approved by 周航')
    expect(bodies(bot)).toHaveLength(1)
    expect(bot.sandbox.view(outTrackId, 'boss002')).toMatchObject({ tips: line, buttons: [] })
  },
)

test('a refusal that comes late still reaches the presser, and the card stays as it is', async () => {
  const bot = await startBot()
  const { code, outTrackId } = await ask(bot, 'boss001', line)
  await bot.hears(() => bot.sandbox.company.addAdmin('EMP203', { level: 2, scope: [1] }))
  bot.sandbox.faults.set('delay', { path: '/topapi/user/listadmin', ms: 3000, times: 1 })
  const { tips } = await bot.presses('EMP123', 'approve')
  expect(tips).toBe(interim)
  await bot.sandbox.press('boss001', outTrackId, 'approve')
  await eventually(() =>
    bot.sandbox.view(outTrackId, 'EMP123').tips.startsWith('Only administrators'),
  )
  expect(cardOf(bot, code)?.title).toMatch(/^Waiting/)
  expect(bot.writes()).toEqual([])
})

test('while DingTalk takes longer over telling the presser than a lease lasts, it is done once', async () => {
  const bot = await startBot()
  const { code } = await ask(bot, 'boss001', line)
  await bot.hears(() => bot.sandbox.company.addAdmin('EMP203', { level: 2, scope: [1] }))
  bot.sandbox.faults.set('delay', { path: '/topapi/user/listadmin', ms: 2000, times: 1 })
  const { tips } = await bot.presses('boss002', 'approve')
  expect(tips).toBe(interim)
  bot.sandbox.faults.set('delay', { path: '/v1.0/card/instances', ms: 60_000 })
  await bot.clock.fly(bot.clock.sleep(60_000))
  bot.sandbox.faults.clear()
  await bot.clock.fly(reaches(bot, code, 'Done'))
  expect(bodies(bot)).toHaveLength(1)
})
