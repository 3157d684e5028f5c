import { describe, expect, test } from '@jest/globals'
import { loadCommands } from '../../src/load-commands.ts'
import { startBot } from '../support/bot.ts'

describe('/help', () => {
  test('shows every command', async () => {
    const bot = await startBot()
    const card = await bot.says('boss001', '/help')
    expect(card.title).toBe('What I understand')
    const rest = await bot.presses('boss001', 'next')
    const rows = [...card.markdown.split('\n'), ...rest.markdown.split('\n')]
    const commands = await loadCommands()
    expect(rows).toHaveLength(commands.length)
    for (const { name } of commands)
      expect(rows).toContainEqual(expect.stringContaining(`/${name}`))
    expect(rows).toContain(
      '- /role members &lt;role&gt; \\[--page &lt;page&gt;\\]: Show who has a role, and what each manages in it.',
    )
    expect(bot.lookups()).toEqual([])
  })

  test('of one command shows how it goes, an example and its other names', async () => {
    const bot = await startBot()
    const card = await bot.says('boss001', '/help role members')
    expect(card.title).toBe('/role members')
    expect(card.markdown).toContain('For example: /role members 1203141')
    expect(card.markdown).toContain('/角色 成员')
    const byAlias = await bot.says('boss001', '/帮助 角色 成员')
    expect(byAlias.markdown).toBe(card.markdown)
  })

  test.each(['/help /role members', '/help "／角色 成员"', '/help ／角色成员'])(
    '%s: the slash is no part of a name',
    async line => {
      const bot = await startBot()
      expect((await bot.says('boss001', line)).title).toBe('/role members')
    },
  )

  test('of a family in Chinese shows the same family', async () => {
    const bot = await startBot()
    const { markdown } = await bot.says('boss001', '/帮助 角色')
    expect(markdown).toContain('/role members')
    expect(markdown.split('\n').every(row => row.startsWith('- /role '))).toBe(true)
  })

  test('of a family shows the family, of nothing says so', async () => {
    const bot = await startBot()
    const family = await bot.says('boss001', '/help role')
    expect(family.markdown.split('\n').every(row => row.startsWith('- /role '))).toBe(true)
    const unknown = await bot.says('boss001', '/help teapot')
    expect(unknown.markdown).toBe('I have no command "teapot". /help shows them all.')
  })
})

describe('/whoami', () => {
  test('a main administrator', async () => {
    const bot = await startBot()
    const card = await bot.says('boss001', '/whoami')
    expect(card.markdown).toBe('Userid: boss001\n\nName: 林岚\n\nLevel: main administrator')
    expect(bot.calls('/topapi/user/get_admin_scope')).toEqual([])
  })

  test('a sub administrator, with the departments they manage', async () => {
    const bot = await startBot()
    const card = await bot.says('manager4220', '/whoami')
    expect(card.markdown).toBe(
      'Userid: manager4220\n\nName: 小钉\n\nLevel: sub administrator\n\nYou manage: 纪检部',
    )
  })

  test('one who is called isAdmin in the message, and is none', async () => {
    const bot = await startBot()
    const raw = { isAdmin: true, senderNick: '林岚' }
    const card = await bot.says('EMP123', '/whoami', { raw })
    expect(card).toMatchObject({ title: 'Not done', buttons: [] })
    expect(bot.lookups()).toEqual([])
  })
})

test('/status tells version, connection, start, what was spent and how requests stand', async () => {
  const bot = await startBot()
  await bot.says('boss001', '/role list')
  await bot.says('EMP123', '/role list')
  const card = await bot.says('boss001', '/status')
  expect(card.title).toMatch(/^Rolekeeper \d+\.\d+\.\d+$/)
  expect(card.markdown).toContain('Connected to DingTalk.')
  expect(card.markdown).toMatch(/Running since \d{1,2} \w+ \d{4}/)
  expect(card.markdown).toContain('2 metered calls since then.')
  expect(card.markdown).toContain('- answered: 1')
  expect(card.markdown).toContain('- refused: 1')
})

describe('in Chinese', () => {
  test('every command answers in Chinese', async () => {
    const bot = await startBot({ settings: { LOCALE: 'zh' } })
    const answers = {
      '/帮助': '我懂的命令',
      '/我是谁': '你',
      '/角色 列表': '8 个角色',
      '/角色 成员 1203141': '财务：2 名成员',
      '/角色 查看 1203141': '角色 财务',
      '/谁的角色 EMP123': '王芳：2 个角色',
      '/角色 成员': '未执行',
    } as const
    for (const [line, title] of Object.entries(answers))
      expect((await bot.says('boss001', line)).title).toBe(title)
    expect((await bot.says('boss001', '/状态')).markdown).toContain('已连接钉钉。')
    const members = await bot.says('boss001', '/role members 1203141')
    expect(members.markdown).toContain('小钉（manager4220）· 纪检部（11）')
    expect(members.markdown).toContain('全员')
  })

  test('so do the states of requests and the events of the audit', async () => {
    const bot = await startBot({ settings: { LOCALE: 'zh' } })
    await bot.says('boss001', '/role rename 1203141 财务部')
    await bot.presses('EMP123', 'approve')
    await bot.presses('boss002', 'approve')
    const { markdown } = await bot.says('boss001', '/状态')
    expect(markdown).toContain('- 未受理：1')
    expect(markdown).not.toMatch(/^- [a-z]/mu)
    const audit = await bot.says('boss001', '/审计')
    expect(audit.markdown).toMatch(/· 等待批准 \w{5} \/role rename 1203141 财务部$/mu)
    expect(audit.markdown).not.toMatch(/· [a-z. ]+ \w{5} /u)
  })

  test('so does a refusal', async () => {
    const bot = await startBot({ settings: { LOCALE: 'zh' } })
    const refused = await bot.says('EMP123', '/role list')
    expect(refused).toMatchObject({ title: '未执行' })
    expect(refused.markdown).toContain('只有本组织的管理员可以使用我')
  })
})

describe('where it was asked is where it is answered', () => {
  test('in the chat with the robot alone', async () => {
    const bot = await startBot()
    const card = await bot.says('manager4220', '/role members 1203141', { conversation: 'single' })
    expect(card.title).toBe('财务: 2 members')
    expect(bot.answers('manager4220')).toHaveLength(1)
    expect(bot.answers()).toEqual([])
    const [call] = bot.cardCalls()
    expect(call?.body).toMatchObject({ openSpaceId: 'dtv1.card//IM_ROBOT.manager4220' })
  })

  test('in another group', async () => {
    const bot = await startBot()
    const group = 'cidS4ndb0xGr0up+B/2=='
    const card = await bot.says('boss001', '/whoami', { conversation: group })
    expect(card.title).toBe('You')
    expect(bot.answers(group)).toHaveLength(1)
    expect(bot.answers()).toEqual([])
  })

  test('a card can be forwarded nowhere, and its presses come over the stream', async () => {
    const bot = await startBot()
    await bot.says('boss001', '/role list')
    await bot.says('boss001', '/role list', { conversation: 'single' })
    const cards = [...bot.sandbox.cards.values()]
    expect(cards.map(({ supportForward }) => supportForward)).toEqual([false, false])
    expect(cards.map(({ callbackType }) => callbackType)).toEqual(['STREAM', 'STREAM'])
  })
})

test('its health is for this machine, unless the operator says otherwise', async () => {
  const bot = await startBot()
  const { port } = new URL(bot.url)
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  // All of 127.0.0.0/8 leads to this machine: what listens on every address answers there too.
  await expect(fetch(`http://127.0.0.2:${port}/healthz`)).rejects.toThrow()
})
