import { expect, test } from '@jest/globals'
import { type Bot, startBot } from '../support/bot.ts'
import { look } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'

const get = async (bot: Bot, path: string) => {
  const response = await fetch(`${bot.url}${path}`)
  return { status: response.status, text: await response.text() }
}

test('a robot that is connected lives and is ready', async () => {
  const bot = await startBot()
  expect(await get(bot, '/healthz')).toEqual({ status: 200, text: '{"alive":true}' })
  expect(await get(bot, '/readyz')).toEqual({ status: 200, text: '{"ready":true,"missing":[]}' })
})

test('it is asked at the address that it is told, and at no other', async () => {
  const bot = await startBot({ settings: { HOST: '127.0.0.2' } })
  expect(bot.url).toContain('//127.0.0.2:')
  expect((await get(bot, '/healthz')).status).toBe(200)
  await expect(fetch(bot.url.replace('127.0.0.2', '127.0.0.1'))).rejects.toThrow()
})

test('one without a connection lives and is not ready, until it has one again', async () => {
  const bot = await startBot()
  bot.sandbox.faults.set('gateway-503')
  bot.sandbox.faults.set('drop-connections')
  await eventually(async () => (await get(bot, '/readyz')).status === 503)
  expect(await get(bot, '/readyz')).toMatchObject({ text: '{"ready":false,"missing":["stream"]}' })
  expect((await get(bot, '/healthz')).status).toBe(200)
  bot.sandbox.faults.clear()
  await bot.clock.fly(bot.sandbox.connected())
  await eventually(async () => (await get(bot, '/readyz')).status === 200)
})

test('one whose database takes no writes lives and is not ready', async () => {
  const bot = await startBot()
  const nowReady = async () => (await get(bot, '/readyz')).text
  await look(bot.config.databaseUrl, 'ALTER TABLE health RENAME TO gone')
  expect(await nowReady()).toBe('{"ready":false,"missing":["store"]}')
  expect((await get(bot, '/healthz')).status).toBe(200)
  expect(bot.log.filter(({ event }) => event === 'store.unready')).toHaveLength(1)
  await look(bot.config.databaseUrl, 'ALTER TABLE gone RENAME TO health')
  expect(await nowReady()).toBe('{"ready":true,"missing":[]}')
})

test('what it did is counted', async () => {
  const bot = await startBot()
  await bot.says('boss001', '/role members 1203141', { deliveries: 2 })
  await bot.says('EMP123', '/role list')
  bot.sandbox.push('garbage')
  const text = await eventually(async () => {
    const metrics = (await get(bot, '/metrics')).text
    return metrics.includes('topic="garbage"') && metrics
  })
  const message = 'topic="/v1.0/im/bot/messages/get"'
  for (const line of [
    `rolekeeper_frames_total{type="CALLBACK",${message}} 3`,
    'rolekeeper_frames_total{type="unknown",topic="garbage"} 1',
    `rolekeeper_acks_total{${message},code="200"} 3`,
    `rolekeeper_ack_seconds_count{${message}} 3`,
    'rolekeeper_commands_total{command="role members",result="answered"} 1',
    'rolekeeper_commands_total{command="role list",result="refused"} 1',
    'rolekeeper_api_calls_total{path="/topapi/role/simplelist",result="ok",quota="free"} 1',
    'rolekeeper_api_calls_total{path="/v1.0/card/instances/createAndDeliver",result="ok",quota="metered"} 2',
    'rolekeeper_requests{state="answered"} 1',
    'rolekeeper_requests{state="refused"} 1',
  ])
    expect(text).toContain(`${line}\n`)
})

test('reconnections are counted', async () => {
  const bot = await startBot()
  bot.sandbox.faults.set('drop-connections')
  await bot.clock.fly(eventually(() => bot.sandbox.gatewayCalls() === 2))
  await bot.clock.fly(bot.sandbox.connected())
  await eventually(async () =>
    (await get(bot, '/metrics')).text.includes('rolekeeper_reconnects_total 1\n'),
  )
})

test('nothing else is served, and nothing of the requests is told', async () => {
  const bot = await startBot()
  await bot.says('boss001', '/role members 1203141')
  expect((await get(bot, '/')).status).toBe(404)
  expect((await get(bot, '/metrics')).text).not.toMatch(/boss001|1203141|小钉/)
})
