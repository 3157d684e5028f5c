import { afterEach, expect, test } from '@jest/globals'
import { eventually } from '../../support/eventually.ts'
import { drip, endless } from '../../support/hostile.ts'
import { event, message, system } from './pushes.ts'
import { closeAll, streamOnWire } from './started.ts'

afterEach(closeAll)

type Setting = Awaited<ReturnType<typeof streamOnWire>>

const attempts = ({ wire, log }: Setting) =>
  log.of('stream.not-connected').length === wire.calls.length

test('a gateway that refuses for 30 s gets a handful of calls', async () => {
  const setting = await streamOnWire()
  setting.wire.gateway(response => response.writeHead(503).end('<html>'))
  await setting.stream.start()
  for (let elapsed = 0; elapsed < 30_000; ) {
    await eventually(() => attempts(setting))
    elapsed += setting.clock.next()
  }
  expect(setting.wire.calls.length).toBeLessThanOrEqual(7)
  expect(setting.log.of('stream.not-connected')[0]?.fields.reason).toBe(
    'the gateway answered 503 (no code)',
  )
  expect(setting.stream.connected()).toBe(false)
})

test('pauses double up to 60 s, and a connection that ends at once does not reset them', async () => {
  const { wire, stream, clock, log } = await streamOnWire({ random: () => 1 })
  await stream.start()
  const pauses: unknown[] = []
  for (let n = 0; n < 8; n++) {
    const line = await wire.line(n)
    await eventually(() => log.of('stream.connected').length === n + 1)
    line.socket.terminate()
    await eventually(() => log.of('stream.lost').length === n + 1)
    pauses.push(log.of('stream.lost').at(-1)?.fields.retryInMs)
    clock.advance(60_000)
  }
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
})

test('a connection that lasted a minute resets the pauses', async () => {
  const { wire, stream, clock, log, reconnects, invalidations } = await streamOnWire({
    random: () => 1,
  })
  await stream.start()
  for (let n = 0; n < 3; n++) {
    const line = await wire.line(n)
    await eventually(() => log.of('stream.connected').length === n + 1)
    clock.advance(60_000)
    line.socket.terminate()
    await eventually(() => log.of('stream.lost').length === n + 1)
    expect(log.of('stream.lost').at(-1)?.fields.retryInMs).toBe(1_000)
    clock.advance(1_000)
  }
  await wire.line(3)
  await eventually(() => stream.connected())
  expect(reconnects()).toBe(3)
  expect(invalidations).toEqual([['all'], ['all'], ['all'], ['all']])
})

test.each([
  ['a ping', system('ping'), 1_000, [1_000, 1_000, 1_000]],
  ['an event', event('label_user_change', 'e1'), 1_000, [1_000, 1_000, 1_000]],
  ['a message', message('m1'), 1_000, [1_000, 1_000, 1_000]],
  ['a ping within its first second', system('ping'), 999, [1_000, 2_000, 4_000]],
  ['CONNECTED', system('CONNECTED'), 1_000, [1_000, 2_000, 4_000]],
] as const)('the pauses after a connection that got %s', async (_, push, lived, expected) => {
  const { wire, stream, clock, log, happened } = await streamOnWire({ random: () => 1 })
  await stream.start()
  for (let n = 0; n < 3; n++) {
    const line = await wire.line(n)
    await eventually(() => log.of('stream.connected').length === n + 1)
    line.push(push)
    await eventually(() => happened.filter(one => one.startsWith('frame')).length === n + 1)
    clock.advance(lived)
    line.socket.terminate()
    await eventually(() => log.of('stream.lost').length === n + 1)
    clock.advance(60_000)
  }
  expect(log.of('stream.lost').map(({ fields }) => fields.retryInMs)).toEqual(expected)
})

test('refused credentials are said once, in one line, and tried again every minute', async () => {
  const { wire, stream, clock, log } = await streamOnWire()
  wire.gateway(response =>
    response.writeHead(401).end('{"requestid":"r","code":"authFailed","message":"鉴权失败"}'),
  )
  await stream.start()
  for (let n = 1; n <= 5; n++) {
    await eventually(() => wire.calls.length === n && clock.due() === 60_000)
    clock.next()
  }
  expect(log.lines.map(({ level, event }) => [level, event])).toEqual([
    ['error', 'stream.credentials-refused'],
  ])
  expect(log.lines[0]?.fields.check).toContain('DINGTALK_CLIENT_SECRET')
  await eventually(() => wire.calls.length === 6 && clock.due() === 60_000)
  wire.gateway((_response, open) => open())
  clock.next()
  await eventually(() => stream.connected())
})

test('a gateway that says nothing is given up after 10 s', async () => {
  const { wire, stream, clock, log } = await streamOnWire()
  wire.gateway(() => {})
  const started = stream.start()
  await eventually(() => wire.calls.length === 1)
  expect(clock.next()).toBe(10_000)
  await started
  expect(log.of('stream.not-connected')[0]?.fields.reason).toBe('the gateway took longer than 10 s')
  await eventually(() => wire.sockets.size === 0)
})

test('a gateway that answers byte by byte is given up after 10 s', async () => {
  const { wire, stream, clock, log } = await streamOnWire()
  wire.gateway(drip)
  const started = stream.start()
  await eventually(() => wire.calls.length === 1)
  expect(clock.next()).toBe(10_000)
  await started
  expect(log.of('stream.not-connected')[0]?.fields.reason).toBe('the gateway took longer than 10 s')
  await eventually(() => wire.sockets.size === 0)
})

test('a gateway that answers without an end is given up at once', async () => {
  const { wire, stream, log } = await streamOnWire()
  const flood = endless()
  wire.gateway(flood.answer)
  await stream.start()
  expect(log.of('stream.not-connected')[0]?.fields.reason).toBe('the answer is too long')
  await flood.hungUp()
  expect(flood.sentMegabytes()).toBeLessThan(32)
})

test.each([
  ['too long', false, 'x'.repeat(17 * 1024 * 1024)],
  ['too long once it is unpacked', true, 'x'.repeat(64 * 1024 * 1024)],
])(
  'a frame that is %s costs the connection, and the next one is opened',
  async (_, compressed, frame) => {
    const { wire, stream, log, clock } = await streamOnWire({}, { compressed })
    await stream.start()
    const line = await wire.line(0)
    line.socket.on('error', () => {})
    line.push(frame)
    await eventually(() => log.of('stream.lost').length === 1)
    clock.next()
    const next = await wire.line(1)
    next.push(message('m1'))
    await eventually(() => next.acks.length === 1)
  },
)

test('a handshake that is never answered is given up after 10 s', async () => {
  const { wire, stream, clock, log } = await streamOnWire()
  wire.handshake((_accept, socket) => socket.resume())
  const started = stream.start()
  await eventually(() => wire.upgrades.length === 1 && clock.sleeping() === 1)
  expect(clock.next()).toBe(10_000)
  await started
  expect(log.of('stream.not-connected')[0]?.fields.reason).toBe(
    'the handshake took longer than 10 s',
  )
  await eventually(() => wire.sockets.size === 0)
})

test.each([
  ['{"endpoint":"","ticket":"t"}', {}, 'the gateway answered without endpoint and ticket'],
  ['<xml/>', {}, 'the gateway answered without endpoint and ticket'],
  ['{"endpoint":"ws://x/#f","ticket":"t"}', {}, 'the gateway named an unusable endpoint'],
  ['{"endpoint":"file:///x","ticket":"t"}', {}, 'the gateway named an unusable endpoint'],
  [
    '{"endpoint":"wss://dingtalk.com.evil.example/c","ticket":"t"}',
    { allowsEndpoint: (url: string) => new URL(url).hostname.endsWith('.dingtalk.com') },
    'the gateway named a host that is not allowed',
  ],
])('an unusable answer of the gateway is a failed attempt: %s', async (answer, deps, why) => {
  const { wire, stream, log } = await streamOnWire(deps)
  wire.gateway(response => response.end(answer))
  await stream.start()
  expect(log.of('stream.not-connected')[0]?.fields.reason).toBe(why)
})
