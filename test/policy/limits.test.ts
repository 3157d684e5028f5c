import { expect, test } from '@jest/globals'
import { ask, reaches } from '../changes/ask.ts'
import { under } from './under.ts'

const rename = '/role rename 1203141 财务部'
const remove = '/role delete 1203142'

test.each(['1203141', 1203141, '１２０３１４１', '财务'])(
  'protectedRoles: nobody touches %p',
  async role => {
    const bot = await under({ protectedRoles: [role] })
    for (const line of [
      rename,
      '/role add 1203141 EMP123',
      '/role remove 1203141 manager4220',
      '/role scope manager4220 1203141 --depts 11,111',
      '/role delete 1203141',
    ])
      expect((await bot.says('boss001', line)).markdown).toBe(
        'The role "财务" is protected: nobody may touch it.',
      )
    expect((await bot.says('boss001', '/role members 1203141')).title).toBe('财务: 2 members')
    expect((await bot.says('boss001', remove)).title).toMatch(/^Waiting for approval/)
  },
)

test('conversations: the robot answers in these only', async () => {
  const bot = await under({ conversations: ['cidS4ndb0xGr0up+B/2=='] })
  expect((await bot.says('boss001', '/role list')).markdown).toBe(
    'I do not answer in this conversation.',
  )
  const conversation = 'cidS4ndb0xGr0up+B/2=='
  expect((await bot.says('boss001', rename, { conversation })).title).toMatch(/^Waiting/)
  expect((await bot.says('boss001', rename, { conversation: 'single' })).markdown).toBe(
    'I do not answer in this conversation.',
  )
})

test('mostPeople: one change touches so many and no more', async () => {
  const bot = await under({ mostPeople: 2 })
  expect((await bot.says('boss001', '/role add 1203142 EMP201 EMP202 EMP203')).markdown).toBe(
    'This concerns 3 people; one change may concern 2 at the most. Do it in parts, or let the policy (mostPeople) allow more.',
  )
  expect((await bot.says('boss001', '/role add 1203142 EMP201 EMP202')).title).toMatch(/^Waiting/)
})

test('mostPeople counts the members of a role that is deleted', async () => {
  const bot = await under({ mostPeople: 1 })
  expect((await bot.says('boss001', '/role delete 1203141')).markdown).toMatch(/^This concerns 2/)
  expect((await bot.says('boss001', remove)).title).toMatch(/^Waiting/)
})

test('expires: nobody can approve after that', async () => {
  const bot = await under({ expires: '30m' })
  const { code, outTrackId } = await ask(bot, 'boss001', rename)
  await bot.passes(29 * 60_000)
  expect((await bot.says('boss001', '/pending')).title).toBe('1 request waiting')
  await bot.passes(60_000)
  await bot.clock.fly(reaches(bot, code, 'Expired'))
  expect((await bot.presses('boss002', 'approve', outTrackId)).tips).toBe(
    `${code} has expired. Ask again.`,
  )
  expect(bot.writes()).toEqual([])
})
