import { expect, test } from '@jest/globals'
import { ask, bodies, cardOf, reaches } from '../changes/ask.ts'
import { type Bot, startBot } from '../support/bot.ts'
import { eventually } from '../support/eventually.ts'

const line = '/role rename 1203141 财务部'
const interim = 'One moment: I am checking who you are.'
const second = 1000

const hanging = (bot: Bot, path: string) =>
  eventually(() => bot.sandbox.faults.list().some(fault => fault.path === path && fault.struck > 0))

/** Who is an administrator has to be asked for anew, and DingTalk takes its time; resolves once it has been asked. */
async function pressedWhileSlow(bot: Bot, userid: string, path: string) {
  await bot.hears(() => bot.sandbox.company.addAdmin('EMP203', { level: 2, scope: [1] }))
  bot.sandbox.faults.set('hang', { path })
  const pressed = bot.presses(userid, 'approve')
  await hanging(bot, path)
  // DingTalk waits 2 s for the answer (stream-and-cards.md 5.8).
  bot.clock.advance(1.5 * second)
  return pressed
}

test.each(['/topapi/user/listadmin', '/topapi/role/getrole', '/topapi/'])(
  'while DingTalk hangs over %s a press is acknowledged within 2 s, and carried out after',
  async path => {
    const bot = await startBot()
    const { code, outTrackId } = await ask(bot, 'boss001', line)
    await bot.settled()
    const { tips } = await pressedWhileSlow(bot, 'boss002', path)
    expect(tips).toBe(interim)
    expect(bot.sandbox.frames.filter(({ ack }) => ack?.code !== 200)).toEqual([])
    expect(bot.writes()).toEqual([])

    bot.sandbox.faults.clear()
    const card = await reaches(bot, code, 'Done')
    expect(card.markdown).toContain('✅ Approved by 周航')
    await bot.settled()
    expect(bodies(bot)).toHaveLength(1)
    expect(bot.sandbox.view(outTrackId, 'boss002')).toMatchObject({ tips: line, buttons: [] })
  },
)

test('a refusal that comes late still reaches the presser, and the card stays as it is', async () => {
  const bot = await startBot()
  const { code, outTrackId } = await ask(bot, 'boss001', line)
  const path = '/topapi/user/listadmin'
  const { tips } = await pressedWhileSlow(bot, 'EMP123', path)
  expect(tips).toBe(interim)
  const own = bot.presses('boss001', 'approve')
  bot.sandbox.faults.clear()
  expect((await own).tips).toBe('You cannot approve your own request.')
  await bot.settled()
  expect(bot.sandbox.view(outTrackId, 'EMP123').tips).toMatch(/^Only administrators/)
  expect(cardOf(bot, code)?.title).toMatch(/^Waiting/)
  expect(bot.writes()).toEqual([])
})

test('while DingTalk takes longer over telling the presser than a lease lasts, it is done once', async () => {
  const bot = await startBot()
  const { code } = await ask(bot, 'boss001', line)
  await bot.settled()
  const { tips } = await pressedWhileSlow(bot, 'boss002', '/topapi/user/listadmin')
  expect(tips).toBe(interim)
  const cards = '/v1.0/card/instances'
  bot.sandbox.faults.clear()
  bot.sandbox.faults.set('hang', { path: cards })
  await hanging(bot, cards)
  await bot.clock.fly(bot.clock.sleep(60 * second))
  bot.sandbox.faults.clear()
  await bot.clock.fly(reaches(bot, code, 'Done'))
  await bot.clock.fly(bot.settled())
  expect(bodies(bot)).toHaveLength(1)
})
