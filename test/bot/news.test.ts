import { describe, expect, test } from '@jest/globals'
import { startBot } from '../support/bot.ts'
import { eventually } from '../support/eventually.ts'

describe('what was fetched is kept', () => {
  test('the same question again asks DingTalk nothing', async () => {
    const bot = await startBot()
    await bot.says('boss001', '/role members 1203141')
    const before = bot.calls('/topapi/').length
    const again = await bot.says('boss002', '/role members 1203141')
    expect(again.title).toBe('财务: 2 members')
    expect(bot.calls('/topapi/')).toHaveLength(before)
  })

  test('rights for five minutes at most', async () => {
    const bot = await startBot()
    expect((await bot.says('manager4220', '/whoami')).title).toBe('You')
    // DingTalk told nobody: the event is lost.
    const person = bot.sandbox.company.persons.get('manager4220')
    if (person) person.admin = undefined
    expect((await bot.says('manager4220', '/whoami')).title).toBe('You')
    await bot.passes(5 * 60_000 + 1000)
    expect((await bot.says('manager4220', '/whoami')).title).toBe('Not done')
  })
})

describe('what DingTalk tells makes the next question ask anew', () => {
  test('somebody gets a role, and loses it', async () => {
    const bot = await startBot()
    const { company } = bot.sandbox
    await bot.says('boss001', '/role members 1203141')
    await bot.says('boss001', '/role of EMP203')
    await bot.hears(() => company.addMembers([1203141], ['EMP203']))
    const more = await bot.says('boss001', '/role members 1203141')
    expect(more.title).toBe('财务: 3 members')
    expect(more.markdown).toContain('Jane Doe (EMP203)')
    expect((await bot.says('boss001', '/role of EMP203')).title).toBe('Jane Doe: 1 role')
    await bot.hears(() => company.removeMembers([1203141], ['EMP203']))
    expect((await bot.says('boss001', '/role members 1203141')).title).toBe('财务: 2 members')
  })

  test('a role is made, renamed and deleted', async () => {
    const bot = await startBot()
    const { company } = bot.sandbox
    await bot.says('boss001', '/role list')
    let id = 0
    await bot.hears(() => {
      id = company.addRole('法务', 900400).id
    })
    expect((await bot.says('boss001', '/role list')).title).toBe('9 roles')
    await bot.hears(() => company.renameRole(id, '法务部'))
    expect((await bot.says('boss001', `/role show ${id}`)).title).toBe('Role 法务部')
    await bot.hears(() => company.deleteRole(id))
    expect((await bot.says('boss001', `/role show ${id}`)).title).toBe('Not done')
    expect((await bot.says('boss001', '/role list')).title).toBe('8 roles')
  })

  test('a person and a department have another name', async () => {
    const bot = await startBot()
    const { company } = bot.sandbox
    await bot.says('boss001', '/role members 1203141')
    await bot.hears(() => company.renamePerson('manager4220', '小丁'))
    await bot.hears(() => company.renameDepartment(11, '监察部'))
    const card = await bot.says('boss001', '/role members 1203141')
    expect(card.markdown).toContain('小丁 (manager4220) · 监察部 (11)')
  })

  test('an administrator who is none any more is refused at the next command', async () => {
    const bot = await startBot()
    expect((await bot.says('manager4220', '/role list')).title).toBe('8 roles')
    await bot.hears(() => bot.sandbox.company.removeAdmin('manager4220'))
    expect((await bot.says('manager4220', '/role list')).title).toBe('Not done')
  })

  test('a new administrator is let in at once', async () => {
    const bot = await startBot()
    expect((await bot.says('EMP123', '/role list')).title).toBe('Not done')
    await bot.hears(() => bot.sandbox.company.addAdmin('EMP123', { level: 2, scope: [30] }))
    expect((await bot.says('EMP123', '/role list')).title).toBe('8 roles')
  })

  test('somebody who left is no administrator any more', async () => {
    const bot = await startBot()
    expect((await bot.says('manager5310', '/whoami')).title).toBe('You')
    await bot.hears(() => {
      bot.sandbox.company.removeAdmin('manager5310')
      bot.sandbox.company.removePerson('boss002')
    })
    expect((await bot.says('boss001', '/role members 主管理员')).title).toBe('主管理员: 1 member')
    expect((await bot.says('manager5310', '/whoami')).title).toBe('Not done')
  })
})

test('what happened while there was no connection is not missed', async () => {
  const bot = await startBot()
  expect((await bot.says('manager4220', '/role members 1203141')).title).toBe('财务: 2 members')
  bot.sandbox.faults.set('drop-connections')
  await eventually(() => bot.sandbox.connections() === 0)
  bot.sandbox.company.addMembers([1203141], ['EMP203'])
  bot.sandbox.company.removeAdmin('manager4220')
  await bot.clock.fly(bot.sandbox.connected())
  expect((await bot.says('boss001', '/role members 1203141')).title).toBe('财务: 3 members')
  expect((await bot.says('manager4220', '/whoami')).title).toBe('Not done')
})

test('an event that names another organisation changes nothing', async () => {
  const bot = await startBot()
  await bot.says('boss001', '/role members 1203141')
  const before = bot.calls('/topapi/').length
  await bot.sandbox.event('label_user_change', {}, 'dingd1ff3ren7c0rp001')
  await bot.says('boss001', '/role members 1203141')
  expect(bot.calls('/topapi/')).toHaveLength(before)
})

test('the same event twice is acknowledged twice and heard once', async () => {
  const bot = await startBot()
  bot.sandbox.faults.set('duplicate-delivery', { path: '*', copies: 3 })
  await bot.hears(() => bot.sandbox.company.addMembers([1203141], ['EMP203']))
  expect(bot.sandbox.frames).toHaveLength(3)
  expect((await bot.says('boss001', '/role members 1203141')).title).toBe('财务: 3 members')
})
