import { describe, expect, test } from '@jest/globals'
import { startBot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'
import { ask, bodies, buttonsOf, reaches, startOn } from './ask.ts'

describe.each(databases)('what is created on $name', ({ open }) => {
  test('a role waits only for its requester, who confirms by the button', async () => {
    const bot = await startOn(open)
    const card = await ask(bot, 'manager4220', '/role create 审计员 --group 职务')
    expect(card.markdown).toContain('**Before** nothing\n\n**After** 审计员 in 职务')
    expect(card.markdown).toContain('**Risk** low: its requester confirms')
    expect(card.markdown).not.toContain('Approvers')
    expect(buttonsOf(card)).toEqual(['confirm', 'cancel'])

    const other = await bot.presses('boss001', 'confirm')
    expect(other.tips).toBe('Only its requester can confirm this.')
    expect(bot.writes()).toEqual([])
    await bot.presses('manager4220', 'confirm')
    await reaches(bot, card.code, 'Done')
    expect(bodies(bot)).toEqual([['/role/add_role', { roleName: '审计员', groupId: 900200 }]])
  })

  test('a role group, confirmed in words', async () => {
    const bot = await startOn(open)
    const { code, markdown } = await ask(bot, 'boss001', '/role group create "新 项目"')
    expect(markdown).toContain('**After** 新 项目')
    expect(markdown).toContain('DingTalk has no call to rename or delete a group')
    const said = await bot.says('boss001', `/approve ${code.toLowerCase()}`)
    expect(said.markdown).toBe(`Approved: ${code}. I am doing it.`)
    await reaches(bot, code, 'Done')
    expect(bodies(bot)).toEqual([['/role/add_role_group', { name: '新 项目' }]])
  })

  test('a deleted role loses its members first; the card says how many, and a main administrator agrees', async () => {
    const bot = await startOn(open)
    const { code, markdown } = await ask(bot, 'boss001', '/role delete "Apparel manufacturing"')
    expect(markdown).toContain('**Before** Apparel manufacturing in 行业\n\n**After** nothing')
    expect(markdown).toContain('These lose it first: 李伟 (EMP201), ')
    expect(markdown).toContain('⚠️ **This cannot be undone. 2 people lose the role.**')
    expect(markdown).toContain('other main administrator must agree')
    const sub = await bot.presses('manager5310', 'approve')
    expect(sub.tips).toBe('Only a main administrator can approve this.')
    expect(bot.writes()).toEqual([])

    await bot.presses('boss002', 'approve')
    await reaches(bot, code, 'Done')
    expect(bodies(bot)).toEqual([
      ['/topapi/role/removerolesforemps', { roleIds: '1560985325', userIds: 'EMP201,EMP300' }],
      ['/topapi/role/deleterole', { role_id: 1560985325 }],
    ])
    expect(bot.sandbox.company.roles.has(1560985325)).toBe(false)
  })

  test('a role without members is deleted by one call', async () => {
    const bot = await startOn(open)
    const { id } = bot.sandbox.company.addRole('空', 900400)
    const { code, markdown } = await ask(bot, 'boss001', `/role delete ${id}`)
    expect(markdown).toContain('**Concerned** 0 people')
    await bot.presses('boss002', 'approve')
    await reaches(bot, code, 'Done')
    expect(bodies(bot)).toEqual([['/topapi/role/deleterole', { role_id: id }]])
  })
})

test('a role with somebody in it who cannot lose it stays, and the card tells who lost it', async () => {
  const bot = await startBot()
  bot.sandbox.company.addMembers([12345], ['EMP203', 'outsider001'])
  const { code } = await ask(bot, 'boss001', '/role delete 12345')
  await bot.presses('boss002', 'approve')
  const card = await reaches(bot, code, 'Unclear')
  expect(card.markdown).toContain('❌ Not for outsider001: DingTalk said 33012')
  expect(card.markdown).toContain('Only a part of it is in effect, and I could not go on')
  const left = [...(bot.sandbox.company.roles.get(12345)?.members.keys() ?? [])]
  expect(left).toEqual(['outsider001'])
})

test.each([
  ['/role create 审计员', 'Say in which group: --group, one of: 职务, 行业, 项目'],
  ['/role create 审计员 --group 默认', '"默认" belongs to the default group.'],
  ['/role create 审计员 --group 没有', 'There is no role group "没有".'],
  ['/role create 财务 --group 职务', 'There is a "财务" already.'],
  ['/role create', '&lt;name&gt; is missing'],
  [`/role create ${'长'.repeat(51)} --group 职务`, 'it takes a name of 1 to 50 characters'],
  ['/role group create 职务', 'There is a "职务" already.'],
  ['/role delete 子管理员', '"子管理员" belongs to the default group.'],
])('%s is refused at once', async (line, why) => {
  const bot = await startBot()
  const { title, markdown } = await bot.says('boss001', line)
  expect(title).toBe('Not done')
  expect(markdown).toContain(why)
  expect(bot.writes()).toEqual([])
})

test('what DingTalk itself refuses is not done, and its code is shown', async () => {
  const bot = await startBot()
  // A role of this name in another group: that names are taken there, too, is not documented.
  const { code } = await ask(bot, 'boss001', '/role create 财务 --group 项目')
  await bot.presses('boss001', 'confirm')
  const card = await bot.clock.fly(reaches(bot, code, 'Not done'))
  expect(card.markdown).toContain(`DingTalk refused this with code 34021 (${code}).`)
  expect(buttonsOf(card)).toEqual([])
})
