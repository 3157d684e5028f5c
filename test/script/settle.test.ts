import { expect, test } from '@jest/globals'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { createSettler } from '../../src/sandbox/script/settler.ts'

type Listener = Parameters<Sandbox['listen']>[0]

/** A sandbox and its robot of which a test says what is in hand: `state` is asked for anew at each look. */
function hands(state: { underWay?: () => string[]; busy?: (happens: () => void) => boolean }) {
  const listeners: Listener[] = []
  let asked = 0
  const sandbox = {
    underWay: () => state.underWay?.() ?? [],
    listen(listener: Listener) {
      listeners.push(listener)
      return () => true
    },
  }
  const happens = () => {
    for (const listener of listeners) listener({ kind: 'cards' })
  }
  const busy = async () => {
    asked += 1
    return state.busy?.(happens) ?? false
  }
  return { sandbox, busy, asked: () => asked }
}

test('waits for what is under way before it asks the robot, and for what the robot has in hand', async () => {
  const calls = [['/a'], ['/a'], []]
  const work = [true, true]
  const { sandbox, busy, asked } = hands({
    underWay: () => calls.shift() ?? [],
    busy: () => work.shift() ?? false,
  })
  await createSettler(sandbox, busy)()
  expect({ calls, work, asked: asked() }).toEqual({ calls: [], work: [], asked: 3 })
})

test('does not believe an answer that something has overtaken', async () => {
  let overtaken = 2
  const { sandbox, busy, asked } = hands({
    busy(happens) {
      if (overtaken > 0) happens()
      overtaken -= 1
      return false
    },
  })
  await createSettler(sandbox, busy)()
  expect(asked()).toBe(3)
})

test('gives up in the end, and says so', async () => {
  const { sandbox, busy } = hands({ busy: () => true })
  await expect(createSettler(sandbox, busy, 0)()).rejects.toMatchObject({ problem: 'unsettled' })
})
