import { describe, expect, test } from '@jest/globals'
import { ask, reaches } from '../changes/ask.ts'
import { under } from './under.ts'

const rename = '/role rename 1203141 财务部'
const create = '/role create 审计员 --group 职务'
const remove = '/role delete 1203142'

describe('request', () => {
  test('users: somebody who is no administrator may ask, and nobody else of that kind', async () => {
    const bot = await under({ request: { allow: { levels: ['main'], users: ['EMP123'] } } })
    expect((await bot.says('EMP203', rename)).title).toBe('Not done')
    const { code } = await ask(bot, 'EMP123', rename)
    // They may not ask for anything themselves, and may approve all the same.
    await bot.presses('manager4220', 'approve')
    await reaches(bot, code, 'Done')
    expect((await bot.says('manager4220', create)).markdown).toBe(
      'The policy of this robot does not let you use /role create here.',
    )
  })

  test('users: who may ask for one thing only may confirm and withdraw it', async () => {
    const commands = { 'role create': { allow: { users: ['EMP123'] } } }
    const bot = await under({ request: { commands } })
    expect((await bot.says('EMP123', rename)).title).toBe('Not done')
    const first = await ask(bot, 'EMP123', create)
    await bot.says('EMP123', `/cancel ${first.code}`)
    await reaches(bot, first.code, 'Cancelled')
    const second = await ask(bot, 'EMP123', create)
    await bot.presses('EMP123', 'confirm')
    await reaches(bot, second.code, 'Done')
  })

  test('deny wins over the level, and over being named', async () => {
    const bot = await under({
      request: {
        allow: { levels: ['main'], users: ['boss001'] },
        deny: { users: ['boss001'] },
      },
    })
    expect((await bot.says('boss001', rename)).title).toBe('Not done')
    expect((await bot.says('boss002', rename)).title).toMatch(/^Waiting for approval/)
  })

  test('per command', async () => {
    const commands = { 'role rename': { allow: { levels: ['main'] } } }
    const bot = await under({ request: { commands } })
    expect((await bot.says('manager4220', rename)).markdown).toBe(
      'The policy of this robot does not let you use /role rename here.',
    )
    expect((await bot.says('manager4220', create)).title).toMatch(/^Waiting for approval/)
    expect((await bot.says('boss001', rename)).title).toMatch(/^Waiting for approval/)
  })

  test.each(['1203141', '１２０３１４１', '财务', '財务'])('per role, named %s', async role => {
    const bot = await under({ request: { roles: { [role]: { deny: { levels: ['sub'] } } } } })
    // Its member is outside the sub administrator's range.
    bot.sandbox.company.removeMembers([1203142], ['EMP123'])
    const denied = role !== '財务'
    const { title } = await bot.says('manager4220', rename)
    expect(title).toMatch(denied ? /^Not done$/ : /^Waiting for approval/)
    expect((await bot.says('manager4220', '/role rename 1203142 出纳员')).title).toMatch(/^Waiting/)
  })

  describe('per role, for whom the general rule does not let in', () => {
    const roles = { 1203141: { allow: { levels: ['main', 'sub'], users: ['EMP123'] } } }
    const request = { allow: { levels: ['main'] }, roles }
    const notHere = 'The policy of this robot does not let you use /role rename here.'
    const notAdmin = /^Only administrators of this organisation can use me/

    test.each(['manager4220', 'EMP123'])('%s may ask for its changes', async asker => {
      const bot = await under({ request })
      const { code } = await ask(bot, asker, rename)
      await bot.presses('boss001', 'approve')
      await reaches(bot, code, 'Done')
      expect((await bot.says(asker, '/role extend 7F3KQ')).title).toBe('Not done')
    })

    test('the id may be written in the digits of an IME', async () => {
      const bot = await under({
        request: { ...request, roles: { '１２０３１４１': roles[1203141] } },
      })
      expect((await bot.says('EMP123', rename)).title).toMatch(/^Waiting/)
    })

    test('of another role they learn nothing, and no question is answered', async () => {
      const bot = await under({ request })
      for (const line of ['/role rename 1203142 出纳', '/role rename 财 出纳', '/role rename 财'])
        expect((await bot.says('EMP123', line)).markdown).toMatch(notAdmin)
      for (const line of ['/role members 1203141', '/role list', '/help', '/status', create])
        expect((await bot.says('EMP123', line)).markdown).toMatch(notAdmin)
      expect((await bot.says('manager4220', '/role rename 1203142 出纳')).markdown).toBe(notHere)
    })

    test('a role that is only called by those digits gives them nothing', async () => {
      const bot = await under({ request })
      const { id } = bot.sandbox.company.addRole('1203141', 900400)
      for (const role of [id, '"1203141"'])
        expect((await bot.says('EMP123', `/role rename ${role} 出纳`)).markdown).toMatch(notAdmin)
    })

    test('a deny wins, and so does a rule for the command', async () => {
      const denied = await under({ request: { ...request, deny: { users: ['manager4220'] } } })
      expect((await denied.says('manager4220', rename)).markdown).toBe(notHere)
      const commands = { 'role rename': { allow: { levels: ['main'] } } }
      const narrowed = await under({ request: { ...request, commands } })
      expect((await narrowed.says('manager4220', rename)).markdown).toBe(notHere)
    })
  })

  test('a deny at the moment of approval: what was asked for is cancelled, not done', async () => {
    const bot = await under({})
    const { code } = await ask(bot, 'manager4220', rename)
    bot.sandbox.company.removeAdmin('manager4220')
    const { tips } = await bot.presses('boss001', 'approve')
    expect(tips).toBe(
      `Whoever asked for ${code} may no longer do so, so it is cancelled. Nothing was changed.`,
    )
    await reaches(bot, code, 'Cancelled')
    expect(bot.writes()).toEqual([])
  })
})

describe('approve', () => {
  test('users: somebody who is no administrator may approve, without any right to ask', async () => {
    const bot = await under({ approve: { allow: { users: ['EMP123'] } } })
    expect((await bot.says('EMP123', rename)).title).toBe('Not done')
    const { code, markdown } = await ask(bot, 'boss001', rename)
    expect(markdown).toContain('**Approvers** <a atId=EMP123>王芳</a>')
    expect((await bot.presses('boss002', 'approve')).tips).toBe(
      'You are not allowed to approve this.',
    )
    await bot.presses('EMP123', 'approve')
    await reaches(bot, code, 'Done')
  })

  test('users for one command: they count as somebody who could', async () => {
    const bot = await under({
      approve: { allow: {}, commands: { 'role rename': { allow: { users: ['EMP123'] } } } },
    })
    expect((await bot.says('boss001', remove)).title).toBe('Not done')
    const { code } = await ask(bot, 'boss001', rename)
    await bot.presses('EMP123', 'approve')
    await reaches(bot, code, 'Done')
  })

  test('levels, deny, and rules for a role', async () => {
    const bot = await under({
      approve: {
        allow: { levels: ['main', 'sub'] },
        deny: { users: ['boss002'] },
        roles: { 1203141: { allow: { users: ['EMP123'] } } },
      },
    })
    bot.sandbox.company.removeMembers([1203142], ['EMP123'])
    const finance = await ask(bot, 'boss001', rename)
    for (const one of ['boss002', 'manager4220'])
      expect((await bot.presses(one, 'approve', finance.outTrackId)).tips).toBe(
        'You are not allowed to approve this.',
      )
    await bot.presses('EMP123', 'approve', finance.outTrackId)
    await reaches(bot, finance.code, 'Done')

    const cashier = await ask(bot, 'boss001', '/role rename 1203142 出纳员')
    await bot.presses('manager4220', 'approve', cashier.outTrackId)
    await reaches(bot, cashier.code, 'Done')
  })
})
