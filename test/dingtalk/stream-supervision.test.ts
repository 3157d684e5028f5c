import { afterEach, expect, test } from '@jest/globals'
import { eventually } from './stream/eventually.ts'
import { message, system } from './stream/pushes.ts'
import { closeAll, streamOnWire } from './stream/started.ts'

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
  const { wire, stream, clock, log, reconnects, stale } = await streamOnWire({ random: () => 1 })
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
  expect(stale).toEqual([['all'], ['all'], ['all'], ['all']])
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

test('a socket that answers no ping is found within a minute and replaced', async () => {
  const { wire, stream, clock, log } = await streamOnWire({}, { autoPong: false })
  await stream.start()
  const line = await wire.line(0)
  let pings = 0
  line.socket.on('ping', () => {
    pings += 1
  })
  let elapsed = 0
  for (let n = 1; log.of('stream.socket-dead').length === 0; n++) {
    elapsed += clock.next()
    await eventually(() => pings === n || log.of('stream.socket-dead').length === 1)
  }
  expect(elapsed).toBeLessThan(60_000)
  await eventually(() => log.of('stream.lost').length === 1)
  clock.next()
  await wire.line(1)
  await eventually(() => stream.connected())
})

test('a socket that answers its pings is left alone', async () => {
  const { wire, stream, clock, log } = await streamOnWire({}, { autoPong: false })
  await stream.start()
  const line = await wire.line(0)
  let answered = 0
  line.socket.on('ping', data => {
    // Every second one is lost: one missed pong is no death.
    answered += 1
    if (answered % 2 === 0) line.socket.pong(data)
  })
  for (let n = 1; n <= 10; n++) {
    clock.next()
    await eventually(() => answered === n)
    await line.roundTrip()
  }
  expect(log.of('stream.socket-dead')).toEqual([])
  expect(stream.connected()).toBe(true)
})

test('asked to leave, it opens the successor first; the old one answers what it has in hand', async () => {
  const release: (() => void)[] = []
  const { wire, stream, clock } = await streamOnWire({
    message: () =>
      new Promise(resolve => {
        release.push(() => resolve({ afterwards: async () => {} }))
      }),
  })
  await stream.start()
  const old = await wire.line(0)
  old.push(message('in-hand'))
  await eventually(() => release.length === 1)
  old.push(system('disconnect', { reason: 'connection is expired' }))
  const successor = await wire.line(1)
  expect(old.isOpen()).toBe(true)
  expect(old.acks.map(one => one.headers.messageId)).toEqual(['s-disconnect'])

  successor.push(message('in-between'))
  await eventually(() => release.length === 2)
  for (const go of release) go()
  await eventually(() => old.acks.length === 2 && successor.acks.length === 1)
  expect(old.acks[1]?.headers.messageId).toBe('in-hand')
  expect(successor.acks[0]?.headers.messageId).toBe('in-between')
  expect(old.isOpen()).toBe(true)
  expect(wire.upgrades).toHaveLength(2)

  clock.advance(15_000)
  await eventually(() => !old.isOpen())
  expect(successor.isOpen()).toBe(true)
  expect(stream.connected()).toBe(true)
})

test('asked to leave while no successor can be had, it is not connected, and keeps trying', async () => {
  const { wire, stream, clock, log } = await streamOnWire()
  await stream.start()
  const old = await wire.line(0)
  wire.gateway(response => response.writeHead(503).end())
  old.push(system('disconnect'))
  await eventually(() => log.of('stream.not-connected').length === 1)
  expect(old.isOpen()).toBe(true)
  expect(stream.connected()).toBe(false)
  wire.gateway((_response, open) => open())
  clock.next()
  await wire.line(1)
  await eventually(() => stream.connected())
})

test('an answer that comes after the connection has gone goes nowhere else', async () => {
  const release: (() => void)[] = []
  const { wire, stream, log, clock } = await streamOnWire({
    message: () =>
      new Promise(resolve => {
        release.push(() => resolve({ afterwards: async () => {} }))
      }),
  })
  await stream.start()
  const old = await wire.line(0)
  old.push(message('m1'))
  await eventually(() => release.length === 1)
  old.socket.terminate()
  await eventually(() => log.of('stream.lost').length === 1)
  clock.next()
  const successor = await wire.line(1)
  await eventually(() => stream.connected())
  for (const go of release) go()
  await eventually(() => log.of('stream.ack-too-late').length === 1)
  successor.push(system('ping', { opaque: 1 }))
  await eventually(() => successor.acks.length > 0)
  expect(successor.acks.map(one => one.headers.messageId)).toEqual(['s-ping'])
})

test('a server that asks to leave again and again is not called without a pause', async () => {
  const { wire, stream, clock, log } = await streamOnWire({ random: () => 1 })
  await stream.start()
  for (let n = 0; n < 4; n++) {
    const line = await wire.line(n)
    line.push(system('disconnect'))
    await eventually(() => log.of('stream.asked-to-leave').length === n + 1)
    clock.advance(Number(log.of('stream.asked-to-leave').at(-1)?.fields.retryInMs))
    await eventually(() => log.of('stream.connected').length === n + 2)
  }
  expect(log.of('stream.asked-to-leave').map(({ fields }) => fields.retryInMs)).toEqual([
    0, 2_000, 4_000, 8_000,
  ])
})
