import { expect, test } from '@jest/globals'
import { ask, bodies, reaches } from '../changes/ask.ts'
import { type Bot, startBot } from '../support/bot.ts'
import { eventually } from '../support/eventually.ts'

const add = '/topapi/role/addrolesforemps'
const line = '/role add 1203141 EMP123 EMP201 EMP202 EMP203 --for 8h'
const people = ['EMP123', 'EMP201', 'EMP202', 'EMP203']

const membersOf = (bot: Bot) => [...(bot.sandbox.company.roles.get(1203141)?.members.keys() ?? [])]

test('of a batch that was done in half and not answered, the rest is done', async () => {
  const bot = await startBot()
  bot.sandbox.faults.set('half-batch', { path: add, times: 1 })
  bot.sandbox.faults.set('lose-answer', { path: add, times: 1 })
  const { code } = await ask(bot, 'boss001', line)
  await bot.presses('boss002', 'approve')
  await bot.clock.fly(reaches(bot, code, 'Done'))
  expect(bodies(bot)).toEqual([
    [add, { roleIds: '1203141', userIds: 'EMP123,EMP201,EMP202,EMP203' }],
    [add, { roleIds: '1203141', userIds: 'EMP202,EMP203' }],
  ])
})

test('somebody of the rest has left meanwhile: it does not go on, and the planned end comes to all whom it reached', async () => {
  const bot = await startBot()
  bot.sandbox.faults.set('half-batch', { path: add, times: 1 })
  bot.sandbox.faults.set('lose-answer', { path: add, times: 1 })
  const { code } = await ask(bot, 'boss001', line)
  const stop = bot.sandbox.listen(event => {
    if (event.kind !== 'call' || event.call.path !== add) return
    bot.sandbox.company.removePerson('EMP203')
    stop()
  })
  await bot.presses('boss002', 'approve')
  const { markdown } = await bot.clock.fly(reaches(bot, code, 'Unclear'))
  expect(markdown).toContain('meanwhile something else was changed, so I did not go on')
  expect(membersOf(bot).filter(userid => people.includes(userid))).toEqual(['EMP123', 'EMP201'])
  await bot.clock.fly(bot.passes(8 * 3_600_000 + 10_000))
  expect(membersOf(bot).filter(userid => people.includes(userid))).toEqual([])
})

test('whom everybody is refused for is not done', async () => {
  const bot = await startBot()
  const { code } = await ask(bot, 'boss001', '/role add 1203141 EMP203')
  bot.sandbox.faults.set('hang', { path: add, times: 1 })
  await bot.presses('boss002', 'approve')
  await eventually(() => bot.sandbox.faults.list().length === 0)
  bot.sandbox.company.removePerson('EMP203')
  bot.sandbox.faults.clear()
  const { markdown } = await reaches(bot, code, 'Not done')
  expect(markdown).toContain(`DingTalk refused it for everybody (${code}). Nothing was changed.`)
  expect(markdown).toContain('❌ Not for EMP203: DingTalk said 33012')
  expect(membersOf(bot)).toHaveLength(2)
})
