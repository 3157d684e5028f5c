import { expect, test } from '@jest/globals'
import { bodies } from '../changes/ask.ts'
import { startBot } from '../support/bot.ts'

const line = '/role rename 1203141 财务部'

test('without cards the lines to send stand in the message, and work', async () => {
  const bot = await startBot()
  bot.sandbox.faults.set('card-permission-missing')
  const { title, markdown } = await bot.says('boss001', line)
  const code = /\[(\w{5})\]/.exec(title)?.[1]
  expect(title).toBe(`Waiting for approval: rename role 财务 (1203141) [${code}]`)
  for (const part of [
    '**Before** 财务\n\n**After** 财务部',
    `To approve, send: /approve ${code}`,
    `To reject, send: /reject ${code} and why`,
    `To cancel, send: /cancel ${code}`,
    '@boss002 @manager4220',
  ])
    expect(markdown).toContain(part)
  expect(bot.answers()).toMatchObject([{ kind: 'robot', mentions: ['boss002', 'manager4220'] }])

  const own = await bot.says('boss001', `/approve ${code}`)
  expect(own.markdown).toContain('You cannot approve your own request.')
  await bot.sandbox.say('boss002', `/approve ${code}`)
  await bot.settled()
  const texts = bot
    .answers()
    .flatMap(item => (item.kind === 'robot' ? [`${item.title}\n${item.text}`] : []))
  expect(texts.filter(text => text.startsWith('Done: '))).toHaveLength(1)
  expect(texts.some(text => text.includes(`Approved: ${code}. I am doing it.`))).toBe(true)
  expect(texts.at(-1)).not.toContain('/approve')
  expect(bodies(bot)).toHaveLength(1)
})

test('what its requester alone decides is confirmed by a line', async () => {
  const bot = await startBot()
  bot.sandbox.faults.set('card-permission-missing')
  const { title, markdown } = await bot.says('boss001', '/role create 审计员 --group 职务')
  const code = /\[(\w{5})\]/.exec(title)?.[1]
  expect(markdown).toContain(`To confirm, send: /approve ${code}`)
  expect(markdown).not.toContain('/reject')
  await bot.sandbox.say('boss001', `/approve ${code}`)
  await bot.settled()
  expect(bot.writes()).toHaveLength(1)
})

test('a rejection in words reaches the group with its reason', async () => {
  const bot = await startBot()
  bot.sandbox.faults.set('card-permission-missing')
  const { title } = await bot.says('boss001', line)
  const code = /\[(\w{5})\]/.exec(title)?.[1]
  await bot.sandbox.say('boss002', `/reject ${code} not yet`)
  await bot.settled()
  const rejected = bot
    .answers()
    .flatMap(item =>
      item.kind === 'robot' && item.title.startsWith('Rejected') ? [item.text] : [],
    )
  expect(rejected).toEqual([expect.stringContaining('**Reason** not yet')])
  expect(bot.writes()).toEqual([])
})
