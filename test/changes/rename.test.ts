import { describe, expect, test } from '@jest/globals'
import { startBot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'
import { ask, bodies, done, reaches, startOn } from './ask.ts'

describe.each(databases)('/role rename on $name', ({ open }) => {
  test('reaches DingTalk with the id and the new name, once another administrator agrees', async () => {
    const bot = await startOn(open)
    const { code, markdown } = await ask(bot, 'boss001', '/role rename 财务 "财务 & *税务*"')
    expect(markdown).toContain('**Before** 财务\n\n**After** 财务 & \\*税务\\*')
    expect(bot.writes()).toEqual([])

    await bot.presses('boss002', 'approve')
    await reaches(bot, code, 'Done')
    expect(bodies(bot)).toEqual([
      ['/role/update_role', { roleId: 1203141, roleName: '财务 & *税务*' }],
    ])
    expect(bot.sandbox.company.roles.get(1203141)?.name).toBe('财务 & *税务*')
  })

  test('its Chinese name works the same', async () => {
    const bot = await startOn(open)
    await done(bot, 'boss001', '/角色 改名 1203141 财务部')
    expect(bodies(bot)).toEqual([['/role/update_role', { roleId: 1203141, roleName: '财务部' }]])
  })
})

test('what ends the sentence is no part of the new name, unless it is quoted', async () => {
  const bot = await startBot()
  expect((await bot.says('boss001', '/role rename 1203141 Finance.')).markdown).toContain(
    '**After** Finance\n',
  )
  const quoted = await bot.says('boss001', '/role rename 1203141 "Finance Inc."')
  expect(quoted.markdown).toContain('**After** Finance Inc.\n')
  expect(quoted.tips).toBe('/role rename 1203141 "Finance Inc."')
  const polite = await bot.says('boss001', '/角色 改名 出纳 资金部，谢谢！')
  expect(polite.markdown).toContain('**After** 资金部\n')
})

test.each([
  ['/role rename 1203141 财务', 'It is called "财务" already.'],
  ['/role rename 1203141 出纳', 'There is a "出纳" already.'],
  ['/role rename 900101 老板', 'belongs to the default group'],
  ['/role rename 1203141', '&lt;name&gt; is missing'],
  ['/role rename 财物 财务部', 'There is no role "财物"'],
])('%s is refused at once', async (line, why) => {
  const bot = await startBot()
  const { title, markdown, buttons } = await bot.says('boss001', line)
  expect(title).toBe('Not done')
  expect(markdown).toContain(why)
  expect(buttons).toEqual([])
  expect(bot.writes()).toEqual([])
})
