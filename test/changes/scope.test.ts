import { describe, expect, test } from '@jest/globals'
import { startBot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'
import { ask, bodies, done, reaches, startOn } from './ask.ts'

const path = '/topapi/role/scope/update'

describe.each(databases)('/role scope on $name', ({ open }) => {
  test('sends the departments once each, by id, whatever order and form they were given in', async () => {
    const bot = await startOn(open)
    const line = '/role scope 赵敏 财务 --depts 信息部,30,11,信息部'
    const { markdown } = await done(bot, 'boss001', line)
    expect(markdown).toContain('**Before** everyone')
    expect(markdown).toContain('**After** 纪检部 (11), 财务部 (30), 信息部 (1231)')
    expect(markdown).toContain('**Concerned** 3 departments')
    expect(bodies(bot)).toEqual([
      [path, { userid: '01234567890123456789', role_id: 1203141, dept_ids: '11,30,1231' }],
    ])
    const { members } = bot.sandbox.company.roles.get(1203141) ?? {}
    expect(members?.get('01234567890123456789')).toEqual([11, 30, 1231])
  })

  test('a mention stands for the person', async () => {
    const bot = await startOn(open)
    const said = { mentions: ['manager4220'] }
    await done(bot, 'boss001', '/role scope @小钉 1203141 --depts 20', { said })
    expect(bodies(bot)).toEqual([
      [path, { userid: 'manager4220', role_id: 1203141, dept_ids: '20' }],
    ])
  })

  test('--everyone leaves dept_ids out, and takes another main administrator', async () => {
    const bot = await startOn(open)
    const { code, markdown } = await ask(
      bot,
      'boss001',
      '/role scope manager4220 1203141 --everyone',
    )
    expect(markdown).toContain('**Before** 纪检部 (11)\n\n**After** everyone')
    expect(markdown).toContain('⚠️ **小钉 will manage everyone in the organisation.**')
    expect(markdown).toContain('other main administrator must agree')
    expect(markdown).toMatch(/\*\*Approvers\*\* <a atId=boss002>周航<\/a>$/)

    const sub = await bot.presses('manager5310', 'approve')
    expect(sub.tips).toBe('Only a main administrator can approve this.')
    expect(bot.writes()).toEqual([])
    await bot.presses('boss002', 'approve')
    await reaches(bot, code, 'Done')
    expect(bodies(bot)).toEqual([[path, { userid: 'manager4220', role_id: 1203141 }]])
  })
})

test('takes 50 departments', async () => {
  const bot = await startBot()
  const ids = Array.from({ length: 50 }, (_, n) => 5000 + n)
  for (const id of ids) bot.sandbox.company.addDepartment({ id, name: `门店 ${id}`, parentId: 20 })
  await done(bot, 'boss001', `/role scope manager4220 1203141 --depts ${ids.join(',')}`)
  expect(bodies(bot)).toEqual([
    [path, { userid: 'manager4220', role_id: 1203141, dept_ids: ids.join(',') }],
  ])
})

const tooMany = Array.from({ length: 51 }, (_, n) => 5000 + n).join(',')
test.each([
  ['manager4220 1203141', 'Say which departments: --depts 11,1231, or --everyone'],
  ['manager4220 1203141 --depts', '--depts needs a value'],
  ['manager4220 1203141 --depts ""', '--depts needs a value'],
  ['manager4220 1203141 --depts ,，、', '--depts needs a value'],
  ['manager4220 1203141 --depts 11 --everyone', 'Say which departments'],
  ['manager4220 1203141 --everyone=no', '--everyone takes no value'],
  ['manager4220 1203141 --depts everyone', 'There is no department "everyone"'],
  ['manager4220 1203141 --depts 11,999', 'There is no department with the id 999'],
  [`manager4220 1203141 --depts ${tooMany}`, 'A scope takes 50 departments at the most'],
  ['manager4220 1203141 --depts 1', '星河贸易 is the whole organisation. To let 小钉 manage'],
  ['manager4220 1203141 --depts 星河贸易,20', 'write --everyone'],
  ['manager4220 1203141 --depts 11', '小钉 manages exactly these already'],
  ['赵敏 1203141 --everyone', '赵敏 manages exactly these already'],
  ['EMP123 1203141 --depts 11', '王芳 does not have the role "财务"'],
  ['boss001 负责人 --depts 11', 'belongs to the default group'],
])('/role scope %s changes nothing and says why', async (rest, why) => {
  const bot = await startBot()
  const { title, markdown } = await bot.says('boss001', `/role scope ${rest}`)
  expect(title).toBe('Not done')
  expect(markdown).toContain(why)
  expect(bot.writes()).toEqual([])
  const { members } = bot.sandbox.company.roles.get(1203141) ?? {}
  expect(members?.get('manager4220')).toEqual([11])
})
