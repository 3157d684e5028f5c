import { expect, test } from '@jest/globals'
import { startBot } from '../support/bot.ts'
import { eventually } from '../support/eventually.ts'

const second = 1000

test('a robot that has stopped leaves no timer, which would keep its process alive', async () => {
  const bot = await startBot()
  await bot.says('boss001', '/role members 1203141')
  await bot.says('boss001', '/role rename 1203141 财务部')
  await bot.presses('boss002', 'approve')
  expect(bot.clock.sleeps()).not.toEqual([])
  await bot.stop()
  expect(bot.clock.sleeps()).toEqual([])
})

test('whatever DingTalk keeps waiting, it waits 2 s for its answers, 5 s for its work, and has stopped within 10 s', async () => {
  const bot = await startBot()
  const { outTrackId } = await bot.says('boss001', '/role rename 1203141 财务部')
  await bot.hears(() => bot.sandbox.company.addAdmin('EMP203', { level: 2, scope: [1] }))
  await bot.settled()
  bot.sandbox.faults.set('hang', { path: '/topapi/' })
  const pressed = bot.sandbox.press('boss002', outTrackId, 'approve')
  await eventually(() => bot.sandbox.faults.list()[0]?.struck === 1)

  const stopped = bot.stop()
  // The press is answered as it would be without the stop.
  await eventually(() => bot.clock.sleeps().includes(2 * second))
  bot.clock.advance(1.4 * second)
  expect(JSON.stringify(await pressed)).toContain('One moment')
  await eventually(() => bot.clock.sleeps().includes(5 * second))
  bot.clock.advance(5 * second)
  await stopped
  expect(bot.log.at(-1)?.event).toBe('robot.stopped')
})
