import { afterEach, expect, test } from '@jest/globals'
import { eventually } from '../../support/eventually.ts'
import { message, system } from './pushes.ts'
import { closeAll, streamOnWire } from './started.ts'

afterEach(closeAll)

type Setting = Awaited<ReturnType<typeof streamOnWire>>

/** No timer, no socket, and nothing that begins again however long one waits. */
async function nothingLeft({ stream, wire, clock }: Setting): Promise<void> {
  expect(clock.sleeping()).toBe(0)
  expect(stream.connected()).toBe(false)
  await eventually(() => wire.sockets.size === 0)
  const calls = wire.calls.length
  clock.advance(24 * 3_600_000)
  expect(clock.sleeping()).toBe(0)
  expect(wire.calls).toHaveLength(calls)
}

test('before the start, and twice', async () => {
  const setting = await streamOnWire()
  await setting.stream.stop()
  await setting.stream.start()
  await Promise.all([setting.stream.stop(), setting.stream.stop()])
  await nothingLeft(setting)
})

test('while the gateway is asked', async () => {
  const setting = await streamOnWire()
  setting.wire.gateway(() => {})
  const started = setting.stream.start()
  await eventually(() => setting.wire.calls.length === 1)
  await setting.stream.stop()
  await started
  await nothingLeft(setting)
  expect(setting.log.lines).toEqual([])
})

test('in the middle of the handshake', async () => {
  const setting = await streamOnWire()
  setting.wire.handshake((_accept, socket) => socket.resume())
  const started = setting.stream.start()
  await eventually(() => setting.wire.upgrades.length === 1)
  await setting.stream.stop()
  await started
  await nothingLeft(setting)
  expect(setting.log.lines).toEqual([])
})

test('while waiting for the next attempt', async () => {
  const setting = await streamOnWire()
  setting.wire.gateway(response => response.writeHead(503).end())
  await setting.stream.start()
  await setting.stream.stop()
  await nothingLeft(setting)
})

test('while open', async () => {
  const setting = await streamOnWire()
  await setting.stream.start()
  await setting.wire.line(0)
  await setting.stream.stop()
  await nothingLeft(setting)
})

test('while an old connection drains', async () => {
  const setting = await streamOnWire()
  await setting.stream.start()
  const old = await setting.wire.line(0)
  old.push(system('disconnect'))
  await setting.wire.line(1)
  await eventually(() => setting.stream.connected())
  await setting.stream.stop()
  await nothingLeft(setting)
})

test('a server that does not say goodbye is cut off', async () => {
  const setting = await streamOnWire()
  await setting.stream.start()
  const line = await setting.wire.line(0)
  line.socket.pause()
  const stopped = setting.stream.stop()
  await eventually(() => setting.clock.sleeping() === 2)
  setting.clock.advance(1_000)
  await stopped
  expect(setting.clock.sleeping()).toBe(0)
})

test('what is in hand is answered first, what comes meanwhile is not taken', async () => {
  const taken: string[] = []
  let release = () => {}
  const setting = await streamOnWire({
    onMessage: ({ msgId }) => {
      taken.push(msgId)
      return new Promise(resolve => {
        release = () => resolve({ afterAck: async () => {} })
      })
    },
  })
  const { stream, wire } = setting
  await stream.start()
  const line = await wire.line(0)
  line.push(message('m1', { msgId: 'first' }))
  await eventually(() => taken.length === 1)
  const stopped = stream.stop()
  line.push(message('m2', { msgId: 'second' }))
  await line.roundTrip()
  release()
  await stopped
  await nothingLeft(setting)
  expect(taken).toEqual(['first'])
  expect(line.acks.map(one => one.headers.messageId)).toEqual(['m1'])
})

test('a handler that never ends is not waited for beyond the limit', async () => {
  let taken = false
  const setting = await streamOnWire({
    onMessage: () => {
      taken = true
      return new Promise(() => {})
    },
  })
  const { stream, wire, clock } = setting
  await stream.start()
  const line = await wire.line(0)
  line.push(message('m1'))
  await eventually(() => taken)
  const stopped = stream.stop({ ackWithinMs: 3_000 })
  await eventually(() => clock.sleeping() === 2)
  clock.advance(3_000)
  await stopped
  await nothingLeft(setting)
  expect(line.acks).toEqual([])
})

test('it can be started again', async () => {
  const setting = await streamOnWire()
  await setting.stream.start()
  await setting.stream.stop()
  await setting.stream.start()
  expect(setting.stream.connected()).toBe(true)
  await setting.stream.stop()
  await nothingLeft(setting)
})
