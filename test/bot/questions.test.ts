import { describe, expect, test } from '@jest/globals'
import { startBot } from '../support/bot.ts'

describe('/role members', () => {
  test('shows name, userid and management scope of each member', async () => {
    const bot = await startBot()
    const card = await bot.says('boss001', '/role members 1203141')
    expect(card.title).toBe('财务: 2 members')
    expect(card.markdown).toBe(
      '- 小钉 (manager4220) · 纪检部 (11)\n- 赵敏 (01234567890123456789) · everyone',
    )
    expect(card.tips).toBe('/role members 1203141')
    expect(card.buttons).toEqual([])
    expect(bot.calls('/topapi/role/').map(({ method, token }) => ({ method, token }))).toEqual(
      Array(3).fill({ method: 'POST', token: 'query' }),
    )
    expect(bot.sandbox.calls.filter(({ metered }) => metered)).toEqual(bot.cardCalls())
    expect(bot.cardCalls()).toHaveLength(1)
  })

  test('finds the role by its name, in quotes and in another alphabet’s widths', async () => {
    const bot = await startBot()
    const quoted = await bot.says('boss001', '/role members “Apparel manufacturing”')
    expect(quoted.title).toBe('Apparel manufacturing: 2 members')
    expect(quoted.markdown).toContain('李伟 (EMP201) · 销售部 (20), 华东销售 (21)')
    const wide = await bot.says('boss001', '／ｒｏｌｅ　ｍｅｍｂｅｒｓ　１２０３１４２')
    expect(wide.title).toBe('出纳: 1 member')
    const inChinese = await bot.says('boss001', '/角色 成员 出纳')
    expect(inChinese).toMatchObject({ title: wide.title, markdown: wide.markdown })
  })

  test('a role that nobody has, and a role of the default group', async () => {
    const bot = await startBot()
    const { id } = bot.sandbox.company.addRole('空', 900400)
    const none = await bot.says('boss001', `/role members ${id}`)
    expect(none).toMatchObject({ title: '空: 0 members', markdown: 'Nobody has this role.' })
    const owners = await bot.says('boss001', '/role members 负责人')
    expect(owners.markdown).toBe('- 林岚 (boss001) · everyone')
  })

  test.each([
    ['/role members 出', 'There is no role "出". Did you mean "出纳"?'],
    [
      '/role members 99999999',
      'There is no role with the id 99999999. /role list shows every role',
    ],
    ['/role members', '&lt;role&gt; is missing: the id or the name of a role.'],
    ['/rolle members 1203141', 'Did you mean /role members?'],
    ['xyzzy', 'I do not know "xyzzy". /help shows every command.'],
  ])('%s: says what is wrong', async (line, problem) => {
    const bot = await startBot()
    const card = await bot.says('boss001', line)
    expect(card.title).toBe('Not done')
    expect(card.markdown).toContain(problem)
  })

  test('two roles of one name are told apart by their ids', async () => {
    const bot = await startBot()
    const { id } = bot.sandbox.company.addRole('财务', 900400)
    const card = await bot.says('boss001', '/role members 财务')
    expect(card.markdown).toContain('1203141 \\(职务\\)')
    expect(card.markdown).toContain(`${id} \\(项目\\)`)
  })
})

describe('/role list', () => {
  test('shows every role with id and group', async () => {
    const bot = await startBot()
    const card = await bot.says('manager4220', '/role list')
    expect(card.title).toBe('8 roles')
    expect(card.markdown.split('\n')).toHaveLength(8)
    expect(card.markdown).toContain('- 财务 (1203141) · 职务')
    expect(card.markdown).toContain('- 负责人 (900101) · 默认')
  })

  test('of one group, by name or id', async () => {
    const bot = await startBot()
    const byName = await bot.says('boss001', '/role list --group 职务')
    expect(byName.markdown).toBe('- 财务 (1203141) · 职务\n- 出纳 (1203142) · 职务')
    const byId = await bot.says('boss001', '/role list ——group 900200')
    expect(byId.markdown).toBe(byName.markdown)
    const empty = await bot.says('boss001', '/role list --group 项目')
    expect(empty).toMatchObject({ title: '0 roles', markdown: 'There is no role here yet.' })
    const unknown = await bot.says('boss001', '/role list --group 市场')
    expect(unknown.markdown).toContain('There are: 默认, 职务, 行业, 项目')
  })
})

test('/role show tells id, group and how many', async () => {
  const bot = await startBot()
  const role = await bot.says('boss001', '/role show 财务')
  expect(role.title).toBe('Role 财务')
  expect(role.markdown).toBe('Id: 1203141\n\nGroup: 职务 (900200)\n\nMembers: 2')
  const ofDefault = await bot.says('boss001', '/role show 主管')
  expect(ofDefault.markdown).toContain('only the admin console can change it')
})

describe('/role of', () => {
  test('by mention, by userid and by name it is the same person', async () => {
    const bot = await startBot()
    const byMention = await bot.says('boss001', '/role of @王芳', { mentions: ['EMP123'] })
    expect(byMention).toMatchObject({
      title: '王芳: 2 roles',
      markdown: '- 出纳 (1203142) · 职务\n- 门店巡检 (12345) · 行业',
      tips: '/role of EMP123',
    })
    for (const line of ['/role of EMP123', '/role of 王芳']) {
      const { title, markdown } = await bot.says('boss001', line)
      expect({ title, markdown }).toEqual({ title: byMention.title, markdown: byMention.markdown })
    }
  })

  test('a userid longer than a number can be stays itself', async () => {
    const bot = await startBot()
    const card = await bot.says('boss001', '/role of 01234567890123456789')
    expect(card).toMatchObject({ title: '赵敏: 1 role', markdown: '- 财务 (1203141) · 职务' })
  })

  test('nobody, somebody without a role, and two people of one name', async () => {
    const bot = await startBot()
    expect((await bot.says('boss001', '/role of 张三')).markdown).toContain('nobody called "张三"')
    expect((await bot.says('boss001', '/role of "Jane Doe"')).markdown).toBe(
      'Jane Doe has no role.',
    )
    const twins = await bot.says('boss001', '/role of 李伟')
    expect(twins.markdown).toContain('Several people are called "李伟"')
    expect(twins.markdown).toContain('EMP201')
    expect(twins.markdown).toContain('EMP202')
  })
})
