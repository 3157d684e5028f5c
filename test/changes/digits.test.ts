import { describe, expect, test } from '@jest/globals'
import { startBot } from '../support/bot.ts'
import { ask, done } from './ask.ts'

describe('whoever types digits means an id', () => {
  test('a role of that name is not meant, and the answer says how to name it', async () => {
    const bot = await startBot()
    bot.sandbox.company.addRole('777', 900400, ['EMP203'])
    const { markdown } = await bot.says('boss001', '/role members 777')
    expect(markdown).toBe(
      'There is no role with the id 777. /role list shows every role with its id; a name of digits goes in quotes: "777".',
    )
    const { title } = await bot.says('boss001', '/role members "777"')
    expect(title).toBe('777: 1 member')
  })

  test('in quotes they are a name, though there is such an id, and the line reads back', async () => {
    const bot = await startBot()
    const { id } = bot.sandbox.company.addRole('1203141', 900400, ['EMP203'])
    const { markdown, tips } = await ask(bot, 'boss001', '/role remove "1203141" EMP203')
    expect(tips).toBe('/role remove "1203141" EMP203')
    expect(markdown).toContain('Jane Doe')
    await bot.presses('boss002', 'approve')
    await bot.settled()
    expect(bot.writes().map(({ body }) => body)).toEqual([
      { roleIds: String(id), userIds: 'EMP203' },
    ])
  })

  test.each([
    ['/role add 12345 20240001', 'There is nobody with the userid 20240001.'],
    ['/role create 库管 --group 5', 'There is no role group with the id 5.'],
    ['/role scope manager4220 1203141 --depts 2024', 'There is no department with the id 2024.'],
  ])('%s: so do people, groups and departments', async (line, why) => {
    const bot = await startBot()
    const { company } = bot.sandbox
    const jane = company.persons.get('EMP203')
    if (jane) jane.name = '20240001'
    company.addGroup('5')
    expect((await bot.says('boss001', line)).markdown).toContain(why)
  })

  test.each([
    '/role create 2024 --group 职务',
    '/role create "２０２４" --group 职务',
    '/role rename 1203141 "2024"',
    '/role rename 1203141 ٢٠٢٤',
    // A blank Braille pattern.
    '/role rename 1203141 "\u2800"',
    '/role rename 1203141 2024\u2800',
    '/role group create "\u28001"',
    '/role group create 1',
    '/rbac create 99',
  ])('%s: nothing new is called by digits alone', async line => {
    const bot = await startBot()
    const { title, markdown } = await bot.says('boss001', line)
    expect(title).toBe('Not done')
    expect(markdown).toContain('a name of 1 to 50 characters, not of digits alone')
  })

  test('a name may have digits in it', async () => {
    const bot = await startBot()
    await done(bot, 'boss001', '/role rename 1203141 财务2024')
    expect(bot.sandbox.company.roles.get(1203141)?.name).toBe('财务2024')
  })

  test.each(['/role delete "1203141 "', '/role remove " 1203141" EMP203'])(
    '%s: blanks in the quotes make no id of it',
    async line => {
      const bot = await startBot()
      bot.sandbox.company.addRole('1203141', 900400, ['EMP203'])
      expect((await ask(bot, 'boss001', line)).markdown).toContain('Jane Doe')
    },
  )

  test('nor does a list of which it is one', async () => {
    const bot = await startBot()
    const { company } = bot.sandbox
    company.renameDepartment(30, '11')
    for (const [typed, dept_ids] of [
      ['"11",1231', '30,1231'],
      ['11,"11"', '11,30'],
    ]) {
      await done(bot, 'boss001', `/role scope 赵敏 财务 --depts ${typed}`)
      expect(bot.writes().at(-1)?.body).toMatchObject({ dept_ids })
    }
  })

  test('nor does an equals sign before them', async () => {
    const bot = await startBot()
    bot.sandbox.company.addGroup('5')
    for (const line of ['/role create 库管 --group "5"', '/role create 库管 --group="5"'])
      expect((await bot.says('boss001', line)).title).toMatch(/^Waiting/)
  })

  test.each(['120\u00ad3141', '1203141\ufe0f', '1203141\u3164', '1203141\u2800', '١٢٠'])(
    '%j: nor does what is not drawn, or another script, make a name of it',
    async typed => {
      const bot = await startBot()
      for (const name of ['1203141', '١٢٠']) bot.sandbox.company.addRole(name, 900400, ['EMP203'])
      const { title, markdown } = await bot.says('boss001', `/role members ${typed}`)
      expect(`${title} ${markdown}`).toMatch(/^财务: 2 members|no role with the id ١٢٠/)
      expect((await bot.says('boss001', `/role members "${typed}"`)).markdown).toContain('Jane Doe')
    },
  )

  test('a name quoted with a blank at its end is found again at the press', async () => {
    const bot = await startBot()
    await done(bot, 'boss001', '/role remove "门店巡检 " EMP123')
    expect(bot.sandbox.company.roles.get(12345)?.members.size).toBe(0)
  })

  test('a rename from a name of digits has no way back, and says so', async () => {
    const bot = await startBot()
    bot.sandbox.company.renameRole(1203141, '2024')
    const { code } = await done(bot, 'boss001', '/role rename 1203141 财务2024')
    expect((await bot.says('boss001', `/undo ${code}`)).markdown).toBe(
      'It was called "2024", and nothing new is called by digits alone: there is no way back from this.',
    )
  })
})
