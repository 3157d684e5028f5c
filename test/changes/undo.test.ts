import { describe, expect, test } from '@jest/globals'
import { type Bot, startBot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'
import { ask, bodies, done, reaches, startOn } from './ask.ts'

type Company = Bot['sandbox']['company']
const finance = ({ roles }: Company) => roles.get(1203141)

/** A change, and the call that takes it back. */
const inverses = [
  {
    line: '/role rename 1203141 "财务 部"',
    back: ['/role/update_role', { roleId: 1203141, roleName: '财务' }],
  },
  {
    line: '/role scope manager4220 1203141 --depts 20',
    back: [
      '/topapi/role/scope/update',
      { userid: 'manager4220', role_id: 1203141, dept_ids: '11' },
    ],
  },
  {
    line: '/role scope 赵敏 1203141 --depts 20',
    back: ['/topapi/role/scope/update', { userid: '01234567890123456789', role_id: 1203141 }],
  },
  {
    line: '/role add 1203141 EMP123 EMP203 manager4220',
    back: ['/topapi/role/removerolesforemps', { roleIds: '1203141', userIds: 'EMP123,EMP203' }],
  },
  {
    line: '/role remove 1203141 赵敏',
    back: ['/topapi/role/addrolesforemps', { roleIds: '1203141', userIds: '01234567890123456789' }],
  },
] as const

describe.each(databases)('/undo on $name', ({ open }) => {
  test.each(inverses)('$line is taken back by its inverse, under the same approval', async one => {
    const bot = await startOn(open)
    const was = structuredClone(finance(bot.sandbox.company))
    const { code } = await done(bot, 'boss001', one.line)
    const undo = await ask(bot, 'boss001', `/undo ${code}`)
    expect(undo.markdown).toContain(`Undoes ${code}`)
    expect(bodies(bot)).toHaveLength(1)
    expect((await bot.presses('boss001', 'approve')).tips).toBe(
      'You cannot approve your own request.',
    )
    await bot.presses('boss002', 'approve')
    const { markdown } = await reaches(bot, undo.code, 'Done')
    expect(markdown).toContain(`Undoes ${code}`)
    expect(bodies(bot).slice(1)).toEqual([one.back])
    expect(finance(bot.sandbox.company)).toEqual(was)
  })

  test('to let somebody manage everyone again takes a main administrator', async () => {
    const bot = await startOn(open)
    const { code } = await done(bot, 'boss001', '/role scope 赵敏 1203141 --depts 20')
    const undo = await ask(bot, 'boss001', `/undo ${code}`)
    expect(undo.markdown).toContain('**Risk** critical')
    const { tips } = await bot.presses('manager4220', 'approve')
    expect(tips).toBe('Only a main administrator can approve this.')
    expect(bodies(bot)).toHaveLength(1)
  })

  test('so it does where that was written as the root department', async () => {
    const bot = await startOn(open)
    finance(bot.sandbox.company)?.members.set('manager4220', [1])
    const { code } = await done(bot, 'boss001', '/role scope 小钉 1203141 --depts 20')
    const undo = await ask(bot, 'boss001', `/undo ${code}`)
    expect(undo.markdown).toContain('**Risk** critical')
    expect(undo.markdown).toContain('⚠️ **小钉 will manage everyone in the organisation.**')
  })

  test('a role that was created is deleted, by its new id', async () => {
    const bot = await startOn(open)
    const { code } = await done(bot, 'boss001', '/role create 审计员 --group 职务', {
      by: 'boss001',
    })
    const made = [...bot.sandbox.company.roles.values()].find(({ name }) => name === '审计员')
    const undo = await ask(bot, 'boss001', `/undo ${code}`)
    expect(undo.markdown).toContain('**Risk** critical')
    await bot.presses('boss002', 'approve')
    await reaches(bot, undo.code, 'Done')
    expect(bodies(bot).slice(1)).toEqual([['/topapi/role/deleterole', { role_id: made?.id }]])
  })

  test('is refused where later changes build on it, and named; then in the right order', async () => {
    const bot = await startOn(open)
    const first = await done(bot, 'boss001', '/role add 1203141 EMP123')
    const second = await done(bot, 'boss001', '/role scope EMP123 1203141 --depts 30')
    await done(bot, 'boss001', '/role add 1203141 EMP203')
    await done(bot, 'boss001', '/role rename 1203141 财务部')
    const early = await bot.says('boss001', `/undo ${first.code}`)
    expect(early.markdown).toContain(
      `Later changes build on ${first.code}: ${second.code}. Undo those first.`,
    )
    expect(bodies(bot)).toHaveLength(4)
  })

  test('of a created role is refused once somebody was given it', async () => {
    const bot = await startOn(open)
    const made = await done(bot, 'boss001', '/role create 审计员 --group 职务', { by: 'boss001' })
    const given = await done(bot, 'boss001', '/role add 审计员 EMP123')
    const { markdown } = await bot.says('boss001', `/undo ${made.code}`)
    expect(markdown).toContain(`Later changes build on ${made.code}: ${given.code}.`)
  })

  test('is refused where it was changed elsewhere since', async () => {
    const bot = await startOn(open)
    const { code } = await done(bot, 'boss001', '/role rename 1203141 财务部')
    bot.sandbox.company.renameRole(1203141, '财务中心')
    const { title, markdown } = await bot.says('boss001', `/undo ${code}`)
    expect(title).toBe('Not done')
    expect(markdown).toContain(`What ${code} did is no longer so`)
    expect(bodies(bot)).toHaveLength(1)
  })

  test('is refused twice: the first one changed it', async () => {
    const bot = await startOn(open)
    const { code } = await done(bot, 'boss001', '/role rename 1203141 财务部')
    const undo = await done(bot, 'boss001', `/undo ${code}`)
    const { markdown } = await bot.says('boss001', `/undo ${code}`)
    expect(markdown).toContain(`Later changes build on ${code}: ${undo.code}.`)
    const redo = await done(bot, 'boss001', `/undo ${undo.code}`)
    expect(redo.title).toContain('rename role 财务')
    expect(finance(bot.sandbox.company)?.name).toBe('财务部')
  })
})

test.each([
  ['/role delete 1203142', 'boss002'],
  ['/role group create 新项目', 'boss001'],
  ['/rbac create 审计管理组', 'boss002'],
])('there is no way back from %s, and it says so', async (line, by) => {
  const bot = await startBot()
  const { code } = await done(bot, 'boss001', line, { by })
  const { title, markdown } = await bot.says('boss001', `/undo ${code}`)
  expect(title).toBe('Not done')
  expect(markdown).toContain('There is no way back from this')
})

test('who managed only some departments is not given the role back to manage everyone', async () => {
  const bot = await startBot()
  const { code } = await done(bot, 'boss001', '/role remove 1203141 小钉')
  const { markdown } = await bot.says('boss001', `/undo ${code}`)
  expect(markdown).toContain('Giving the role back would let them manage everyone')
  expect(bodies(bot)).toHaveLength(1)
})

test('what is waiting, or has changed nothing, has nothing to undo', async () => {
  const bot = await startBot()
  const { code } = await ask(bot, 'boss001', '/role rename 1203141 财务部')
  const waiting = await bot.says('boss001', `/undo ${code}`)
  expect(waiting.markdown).toContain(`${code} is still waiting. To withdraw it: /cancel ${code}`)
  await bot.says('boss002', `/reject ${code}`)
  await reaches(bot, code, 'Rejected')
  const rejected = await bot.says('boss001', `/undo ${code}`)
  expect(rejected.markdown).toContain(`${code} changed nothing`)
})
