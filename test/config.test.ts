import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readConfig } from '../src/config.ts'
import { emptyFolder, startProgram } from './e2e/program.ts'

const enough = {
  DINGTALK_CLIENT_ID: 'dingabc123',
  DINGTALK_CLIENT_SECRET: 'hunter2-hunter2',
  DINGTALK_CORP_ID: 'ding0123456789abcdef',
} as const

function read(env: Readonly<Record<string, string>>, file: Readonly<Record<string, string>> = {}) {
  return readConfig(env, file)
}
const config = (env: Readonly<Record<string, string>>) => {
  const result = read({ ...enough, ...env })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.config
}
const problems = (env: Readonly<Record<string, string>>) => {
  const result = read(env)
  return result.ok ? [] : result.problems
}

describe('what is set', () => {
  test('three settings are enough', () => {
    expect(config({})).toMatchObject({
      clientId: 'dingabc123',
      api: 'https://api.dingtalk.com',
      oapi: 'https://oapi.dingtalk.com',
      overridden: false,
      qps: 20,
      host: '127.0.0.1',
      port: 8080,
      locale: 'en',
      databaseUrl: 'file:data/rolekeeper.db',
      rbacAgentId: undefined,
    })
  })

  test('the region switches all hosts together', () => {
    expect(config({ DINGTALK_REGION: 'io' })).toMatchObject({
      api: 'https://api.dingtalk.io',
      oapi: 'https://oapi.dingtalk.io',
      overridden: false,
    })
  })

  test('an override replaces a host, without the slash at its end', () => {
    expect(config({ DINGTALK_API_URL: 'http://127.0.0.1:4780/' })).toMatchObject({
      api: 'http://127.0.0.1:4780',
      oapi: 'https://oapi.dingtalk.com',
      overridden: true,
    })
  })

  test('blanks around a value are not part of it, and an empty value is not set', () => {
    expect(config({ DINGTALK_CORP_ID: ' dingx\n', PORT: '', LOCALE: '  ' })).toMatchObject({
      corpId: 'dingx',
      port: 8080,
      locale: 'en',
    })
  })

  test.each(['0.0.0.0', '::', 'robot.example.com', 'localhost'])('HOST=%s is a place', host => {
    expect(config({ HOST: host }).host).toBe(host)
  })

  test('an AgentId is any word: no document says that it is a number', () => {
    expect(config({ DINGTALK_RBAC_AGENT_ID: 'rbac-1' }).rbacAgentId).toBe('rbac-1')
  })

  test('the environment wins over the file', () => {
    const result = read({ ...enough, PORT: '1' }, { PORT: '2', LOCALE: 'zh' })
    expect(result).toMatchObject({ ok: true, config: { port: 1, locale: 'zh' } })
  })
})

describe('what is wrong', () => {
  test.each([
    ['DINGTALK_CLIENT_ID', 'two words'],
    ['DINGTALK_REGION', 'eu'],
    ['DINGTALK_API_URL', 'ftp://example.com'],
    ['DINGTALK_OAPI_URL', 'example.com'],
    ['DINGTALK_CARD_TEMPLATE_ID', 'mine'],
    ['DINGTALK_RBAC_AGENT_ID', '12 a'],
    ['DINGTALK_QPS', '0'],
    ['DINGTALK_QPS', '61'],
    ['DINGTALK_QPS', '2.5'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['DATABASE_URL', 'file:'],
    ['LOCALE', 'de'],
    ['HOST', 'two words'],
    ['HOST', 'http://127.0.0.1'],
    ['HOST', '127.0.0.1:8080'],
    ['HOST', '[::1]'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '0x50'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is named', (name, value) => {
    expect(problems({ ...enough, [name]: value })).toEqual([{ name, kind: 'wrong' }])
  })

  test('all of it at once, and what is missing', () => {
    expect(problems({ DINGTALK_CLIENT_ID: 'x', PORT: 'x' })).toEqual([
      { name: 'DINGTALK_CLIENT_SECRET', kind: 'missing' },
      { name: 'DINGTALK_CORP_ID', kind: 'missing' },
      { name: 'PORT', kind: 'wrong' },
    ])
  })

  test('the values are nowhere in it', () => {
    const result = read({ DINGTALK_CLIENT_SECRET: 'hunter2 hunter2', DATABASE_URL: 'pg:hunter2' })
    expect(JSON.stringify(result)).not.toContain('hunter2')
  })
})

describe('the program', () => {
  async function run(settings: Readonly<Record<string, string>>, envFile?: string) {
    const cwd = await emptyFolder()
    if (envFile !== undefined) await writeFile(join(cwd, '.env'), envFile)
    const program = startProgram('serve', { cwd, settings })
    return { ...(await program.ended), ...program.said }
  }
  const noStack = /\n\s+at |Error:/

  test('with nothing set lists everything, with where to find it, and how to try the sandbox', async () => {
    const { code, out, err } = await run({})
    expect(code).toBe(1)
    expect(out).toBe('')
    expect(err).toMatch(/DINGTALK_CLIENT_ID is missing: the Client ID .*Developer console/)
    expect(err).toMatch(/DINGTALK_CLIENT_SECRET is missing: .*Developer console/)
    expect(err).toMatch(/DINGTALK_CORP_ID is missing: .*Developer console/)
    expect(err).not.toMatch(/PORT|DATABASE_URL/)
    expect(err).toContain('npm run sandbox')
    expect(err).not.toMatch(noStack)
  })

  test('with one wrong value names it, and not the value', async () => {
    const { code, err } = await run({ ...enough, DATABASE_URL: 'mysql://me:hunter2@db/x' })
    expect(code).toBe(1)
    expect(err).toContain('DATABASE_URL is wrong: file:data/rolekeeper.db for SQLite')
    expect(err).not.toMatch(/hunter2|npm run sandbox|is missing/)
    expect(err).not.toMatch(noStack)
  })

  test('reads a .env file, in Chinese where that asks for it', async () => {
    const { code, err } = await run({}, 'LOCALE=zh\nDINGTALK_CLIENT_ID="dingabc123"\n')
    expect(code).toBe(1)
    expect(err).toContain('缺少 DINGTALK_CLIENT_SECRET')
    expect(err).not.toContain('DINGTALK_CLIENT_ID')
    expect(err).not.toMatch(noStack)
  })

  test('with a database that cannot be opened says so, and ends', async () => {
    const file = 'file:/dev/null/rolekeeper.db'
    const { code, out, err } = await run({ ...enough, DATABASE_URL: file, PORT: '0' })
    expect(code).toBe(1)
    expect(JSON.parse(out.trim().split('\n').at(-1) ?? '')).toMatchObject({
      level: 'error',
      event: 'robot.notStarted',
    })
    expect(out + err).not.toContain('hunter2')
  })
})

test('.env.example names every setting, and is an example that works', async () => {
  const text = await readFile(new URL('../.env.example', import.meta.url), 'utf8')
  const missing = problems({ PORT: 'x', LOCALE: 'x' }).map(({ name }) => name)
  for (const name of missing) expect(text).toMatch(new RegExp(`^#? ?${name}=`, 'm'))
})
