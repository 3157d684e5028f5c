import { describe, expect, test } from '@jest/globals'
import { policySchema } from '../../src/core/access/policy.ts'
import { startBot } from '../support/bot.ts'

/** What the console lets an administrator call a role that everybody reads as 财务 主管. */
const disguises = {
  'a doubled blank': '财务  主管',
  'a trailing blank': '财务 主管 ',
  'a tab': '财务\t主管',
  'a no-break space': '财务\u00a0主管',
  'an ideographic space': '财务\u3000主管',
  'a zero-width space': '财\u200b务 主管',
  'a zero-width space between two blanks': '财务 \u200b 主管',
  'a soft hyphen': '财务 主\u00ad管',
  'a variation selector': '财务 主管\ufe0e',
  'a Hangul filler': '财务 主管\u3164',
  'a mark of direction': '\u202d财务 主管',
  'a blank Braille pattern': '财务\u2800主管',
} as const

describe.each(Object.entries(disguises))('a name with %s', (_, disguised) => {
  test('is protected, denied and found as the name that people read', async () => {
    const policy = policySchema.parse({
      protectedRoles: ['财务 主管'],
      request: { roles: { '财务 主管': { deny: { users: ['boss002'] } } } },
    })
    const bot = await startBot({ policy })
    const { id } = bot.sandbox.company.addRole('x', 900400, ['EMP203'])
    bot.sandbox.company.renameRole(id, disguised)
    for (const line of [
      `/role rename ${id} 新名`,
      `/role remove ${id} EMP203`,
      `/role delete ${id}`,
    ])
      expect((await bot.says('boss001', line)).markdown).toContain('protected')
    expect((await bot.says('boss002', `/role delete ${id}`)).markdown).toMatch(
      /protected|does not let you/,
    )
    expect((await bot.says('boss001', '/role members "财务 主管"')).markdown).toContain('Jane Doe')
  })

  test('is taken: no other of its group is called so', async () => {
    const bot = await startBot()
    const { id } = bot.sandbox.company.addRole('x', 900200)
    bot.sandbox.company.renameRole(id, disguised)
    for (const line of [
      '/role rename 1203142 "财务 主管"',
      '/role create "财务 主管" --group 职务',
    ]) {
      const { title, markdown } = await bot.says('boss001', line)
      expect(title).toBe('Not done')
      expect(markdown).toContain('already')
    }
  })
})

test('what is not drawn between a letter and its accent makes no other name of it', async () => {
  const bot = await startBot({ policy: policySchema.parse({ protectedRoles: ['Café'] }) })
  bot.sandbox.company.renameRole(1203141, 'Cafe\u200d\u0301')
  expect((await bot.says('boss001', '/role delete 1203141')).markdown).toContain('protected')
  expect((await bot.says('boss001', '/role create Café --group 职务')).markdown).toContain(
    'already',
  )
})

describe('a new name that differs from another only by its look', () => {
  test.each([
    ['Admin', 'Аdmin'],
    ['Admin', 'Ａdmin'],
    ['Admin', 'Adm1n'.replace('1', 'і')],
    ['门店0', '门店O'],
    ['力工', 'カ工'],
    // With a Cyrillic е and an accent of its own.
    ['Café', 'Cafе\u0301'],
    ['二组', 'ニ组'],
  ])('%s, %s is refused', async (there, look) => {
    const bot = await startBot()
    const { company } = bot.sandbox
    company.addRole(there, 900200)
    for (const line of [`/role rename 1203142 "${look}"`, `/role create "${look}" --group 职务`]) {
      const { title, markdown } = await bot.says('boss001', line)
      expect(title).toBe('Not done')
      expect(markdown).toMatch(/looks like|already/)
    }
    expect((await bot.says('boss001', `/role create "${look}" --group 项目`)).title).toMatch(
      /^Wait/,
    )
  })

  test('groups and admin groups are told apart, too', async () => {
    const bot = await startBot()
    bot.sandbox.company.addGroup('Stores')
    expect((await bot.says('boss001', '/role group create Ѕtores')).markdown).toContain(
      'looks like',
    )
    expect((await bot.says('boss001', '/rbac create ІT管理组')).markdown).toContain('looks like')
  })

  test('a role may be renamed to what it already looks like', async () => {
    const bot = await startBot()
    bot.sandbox.company.renameRole(1203141, '财务 ')
    expect((await bot.says('boss001', '/role rename 1203141 财务')).title).toMatch(/^Waiting/)
  })
})
