import { expect, test } from '@jest/globals'
import { createMetrics } from '../../src/http/metrics.ts'

const none = async () => ({})

test('counts frames, acks, commands, calls and reconnects', async () => {
  const metrics = createMetrics({ states: none })
  metrics.frame('CALLBACK', '/v1.0/im/bot/messages/get')
  metrics.ack('/v1.0/im/bot/messages/get', 200, 0.02)
  metrics.ack('/v1.0/im/bot/messages/get', 200, 1.2)
  metrics.command('role members', 'answered')
  metrics.apiCall('/topapi/role/simplelist', 'ok', false)
  metrics.apiCall('/v1.0/card/instances', 'param.cardNotExist', true)
  metrics.reconnect()

  const { contentType, body } = await metrics.text()
  expect(contentType).toContain('text/plain')
  for (const line of [
    'rolekeeper_frames_total{type="CALLBACK",topic="/v1.0/im/bot/messages/get"} 1',
    'rolekeeper_acks_total{topic="/v1.0/im/bot/messages/get",code="200"} 2',
    'rolekeeper_ack_seconds_bucket{le="0.025",topic="/v1.0/im/bot/messages/get"} 1',
    'rolekeeper_ack_seconds_bucket{le="1.5",topic="/v1.0/im/bot/messages/get"} 2',
    'rolekeeper_commands_total{command="role members",result="answered"} 1',
    'rolekeeper_api_calls_total{path="/topapi/role/simplelist",result="ok",quota="free"} 1',
    'rolekeeper_api_calls_total{path="/v1.0/card/instances",result="param.cardNotExist",quota="metered"} 1',
    'rolekeeper_reconnects_total 1',
    'process_cpu_seconds_total',
  ]) {
    expect(body).toContain(line)
  }
})

test('asks for the states at each scrape and forgets those that are gone', async () => {
  let states: Record<string, number> = { awaiting: 2, running: 1 }
  const metrics = createMetrics({ states: async () => states })
  expect((await metrics.text()).body).toContain('rolekeeper_requests{state="awaiting"} 2')
  states = { awaiting: 3 }
  const { body } = await metrics.text()
  expect(body).toContain('rolekeeper_requests{state="awaiting"} 3')
  expect(body).not.toContain('state="running"')
})

test('a store that fails takes nothing but its gauge away', async () => {
  const metrics = createMetrics({ states: () => Promise.reject(new Error('closed')) })
  metrics.reconnect()
  const { body } = await metrics.text()
  expect(body).toContain('rolekeeper_reconnects_total 1')
  expect(body).not.toContain('rolekeeper_requests{')
})

test('two sets of metrics do not collide, and topics from outside stay few', async () => {
  createMetrics({ states: none })
  const metrics = createMetrics({ states: none })
  for (let i = 0; i < 200; i++) metrics.frame('CALLBACK', `/made/up/${i}`)
  const { body } = await metrics.text()
  expect(body.match(/rolekeeper_frames_total\{/g)?.length).toBeLessThanOrEqual(51)
  expect(body).toContain('topic="other"')
})
