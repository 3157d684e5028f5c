import { expect, test } from '@jest/globals'
import { startBot } from '../support/bot.ts'

test('a robot that has stopped leaves no timer, which would keep its process alive', async () => {
  const bot = await startBot()
  await bot.says('boss001', '/role members 1203141')
  await bot.says('boss001', '/role rename 1203141 财务部')
  await bot.presses('boss002', 'approve')
  expect(bot.clock.sleeping()).toBeGreaterThan(0)
  await bot.stop()
  expect(bot.clock.sleeping()).toBe(0)
})
