import { afterEach, expect, test } from '@jest/globals'
import { eventually } from '../../support/eventually.ts'
import { message, system } from './pushes.ts'
import { closeAll, streamOnWire } from './started.ts'

afterEach(closeAll)

type Setting = Awaited<ReturnType<typeof streamOnWire>>

const _attempts = ({ wire, log }: Setting) =>
  log.of('stream.not-connected').length === wire.calls.length

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
    onMessage: () =>
      new Promise(resolve => {
        release.push(() => resolve({ afterAck: async () => {} }))
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
    onMessage: () =>
      new Promise(resolve => {
        release.push(() => resolve({ afterAck: async () => {} }))
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

test('asked to leave soon after it came back, it has a successor at once all the same', async () => {
  const { wire, stream, clock, log } = await streamOnWire({ random: () => 1 })
  await stream.start()
  const lost = await wire.line(0)
  lost.socket.terminate()
  await eventually(() => log.of('stream.lost').length === 1)
  clock.advance(1_000)
  for (let n = 1; n < 4; n++) {
    const line = await wire.line(n)
    await eventually(() => log.of('stream.connected').length === n + 1)
    clock.advance(1_000)
    line.push(system('disconnect'))
    await eventually(() => log.of('stream.asked-to-leave').length === n)
  }
  await wire.line(4)
  expect(log.of('stream.asked-to-leave').map(({ fields }) => fields.retryInMs)).toEqual([0, 0, 0])
})
