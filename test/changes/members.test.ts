import { describe, expect, test } from '@jest/globals'
import { type Bot, startBot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'
import { ask, bodies, done, reaches, startOn } from './ask.ts'

const add = '/topapi/role/addrolesforemps'
const remove = '/topapi/role/removerolesforemps'

const membersOf = (bot: Bot, id = 1203141) => [
  ...(bot.sandbox.company.roles.get(id)?.members.keys() ?? []),
]
const crowd = (bot: Bot, count: number, named = 'store') =>
  Array.from({ length: count }, (_, n) => {
    const userid = `${named}${String(n).padStart(2, '0')}`
    bot.sandbox.company.addPerson({ userid, name: `店员${n}`, departments: [20] })
    return userid
  })

describe.each(databases)('members on $name', ({ open }) => {
  test('/role add takes ids, names and mentions, each person once', async () => {
    const bot = await startOn(open)
    const line = '/role add 财务 EMP123 "Jane Doe" 王芳 @陈默'
    const said = { mentions: ['manager5310'] }
    const { markdown } = await done(bot, 'boss001', line, { said })
    expect(markdown).toContain('**Before** 2 members')
    expect(markdown).toContain(
      '**After** in addition 王芳 (EMP123), Jane Doe (EMP203), 陈默 (manager5310)',
    )
    expect(markdown).toContain(
      'They manage everyone in this role until /role scope says otherwise.',
    )
    expect(bodies(bot)).toEqual([
      [add, { roleIds: '1203141', userIds: 'EMP123,EMP203,manager5310' }],
    ])
    expect(membersOf(bot)).toHaveLength(5)
  })

  test('a long line is taken to its end', async () => {
    const bot = await startOn(open)
    const people = crowd(bot, 40, 'store'.padEnd(58, '0'))
    const { markdown } = await ask(bot, 'boss001', `/role add 12345 ${people.join(' ')}`)
    expect(markdown).toContain('**Concerned** 40 people')
    expect(markdown).toContain(people.at(-1))
  })

  test('25 people go in batches of 20 and 5', async () => {
    const bot = await startOn(open)
    const people = crowd(bot, 25)
    const { markdown } = await done(bot, 'boss001', `/role add 12345 ${people.join(' ')}`)
    expect(markdown).toContain('**Concerned** 25 people')
    const sent = (from: number, to: number) => ({
      roleIds: '12345',
      userIds: people.slice(from, to).join(','),
    })
    expect(bodies(bot)).toEqual([
      [add, sent(0, 20)],
      [add, sent(20, 25)],
    ])

    await done(bot, 'boss001', `/role remove 12345 ${people.join(' ')}`)
    expect(bodies(bot).slice(2)).toEqual([
      [remove, sent(0, 20)],
      [remove, sent(20, 25)],
    ])
    expect(membersOf(bot, 12345)).toEqual(['EMP123'])
  })

  test('one person whom DingTalk refuses stands on the card, the others are done', async () => {
    const bot = await startOn(open)
    const [first = '', second = '', third = ''] = crowd(bot, 3)
    const { code } = await ask(bot, 'boss001', `/role add 12345 ${first} ${second} ${third}`)
    bot.sandbox.faults.set('hang', { path: add, times: 1 })
    await bot.presses('boss002', 'approve')
    // Leaves between the last look and the call, which no plan can see.
    await eventually(() => bot.sandbox.faults.list().length === 0)
    bot.sandbox.company.removePerson(second)
    bot.sandbox.faults.clear()
    const card = await reaches(bot, code, 'Done')
    expect(card.markdown).toContain(`❌ Not for ${second}: DingTalk said 33012`)
    expect(membersOf(bot, 12345)).toEqual(['EMP123', first, third])
    expect(bodies(bot)).toHaveLength(4)
  })

  test('/role remove takes the role from those who have it', async () => {
    const bot = await startOn(open)
    const { markdown } = await done(bot, 'boss001', '/role remove 财务 小钉 赵敏 EMP123')
    expect(markdown).toContain(
      '**Before** 2 members, among them 赵敏 (01234567890123456789), 小钉 (manager4220)',
    )
    expect(bodies(bot)).toEqual([
      [remove, { roleIds: '1203141', userIds: '01234567890123456789,manager4220' }],
    ])
    expect(membersOf(bot)).toEqual([])
  })
})

test.each([
  ['/role add 财务 manager4220', 'They all have the role "财务" already.'],
  ['/role add 负责人 EMP123', '"负责人" belongs to the default group.'],
  ['/role add 财务 李伟', 'Several people are called "李伟". Give one userid: EMP202, EMP201'],
  ['/role add 财务 Nobody', 'I know nobody called "Nobody".'],
  ['/role add 财务', '&lt;user&gt; is missing'],
  ['/role add 财务 EMP123 --for 3x', '&lt;duration&gt; cannot be "3x"'],
  ['/role remove 财务 EMP123', 'None of them has the role "财务".'],
  ['/role remove 主管 manager4220', '"主管" belongs to the default group.'],
])('%s is refused at once', async (line, why) => {
  const bot = await startBot()
  const { title, markdown } = await bot.says('boss001', line)
  expect(title).toBe('Not done')
  expect(markdown).toContain(why)
  expect(bot.writes()).toEqual([])
})

test('more than fifty people are refused, the limit is said', async () => {
  const bot = await startBot()
  const people = crowd(bot, 51)
  const { markdown } = await bot.says('boss001', `/role add 12345 ${people.join(' ')}`)
  expect(markdown).toContain('This concerns 51 people; one change may concern 50 at the most.')
})
