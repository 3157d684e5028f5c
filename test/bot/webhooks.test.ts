import { expect, test } from '@jest/globals'
import { startBot } from '../support/bot.ts'

const question = '/role members 1203141'
const dayMs = 24 * 3_600_000

/** Where a message named its webhook with this time, and no card can be sent: how the answer went out. */
async function answerWhere(time: (nowMs: number) => unknown) {
  const bot = await startBot()
  bot.sandbox.faults.set('card-permission-missing')
  const raw = { sessionWebhookExpiredTime: time(bot.clock.now().getTime()) }
  const { markdown } = await bot.says('boss001', question, { raw })
  expect(markdown).toContain('小钉')
  const [answer] = bot.answers()
  return {
    via: answer?.kind === 'robot' ? answer.via : undefined,
    posts: bot.calls('/robot/sendBySession').length,
  }
}

test.each<[string, (nowMs: number) => unknown]>([
  ['an empty text', () => ''],
  ['a word', () => 'NaN'],
  ['a date', now => new Date(now + 3_600_000).toISOString()],
  ['a list', now => [now + 3_600_000]],
  ['a yes', () => true],
  ['nothing', () => 0],
  ['less than nothing', now => -now],
  ['seconds', now => Math.round(now / 1000) + 3600],
  ['microseconds', now => (now + 3_600_000) * 1000],
  ['a time in the past', now => now - 1],
  ['a time in two days', now => now + 2 * dayMs],
  ['the last moment that fits 15 digits', () => '999999999999999'],
  ['a number without an end', () => 1e300],
])('a webhook with %s for its end is not used', async (_, time) => {
  expect(await answerWhere(time)).toEqual({ via: 'send', posts: 0 })
})

test.each<[string, (nowMs: number) => unknown]>([
  ['nothing', () => undefined],
  ['null', () => null],
  ['milliseconds', now => now + 3_600_000],
  ['milliseconds as text', now => String(now + 3_600_000)],
])('a webhook whose end is said in %s is used', async (_, time) => {
  expect(await answerWhere(time)).toEqual({ via: 'webhook', posts: 1 })
})
