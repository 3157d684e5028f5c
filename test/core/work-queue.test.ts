import { expect, test } from '@jest/globals'
import type { Request } from '../../src/core/model/request.ts'
import { createWorkQueue } from '../../src/core/work-queue.ts'
import { aRequest, storeOn, there } from '../store/stores.ts'
import { databases } from '../support/databases.ts'
import { createTestClock } from '../support/test-clock.ts'

const [sqlite] = databases

/** A queue on a store of its own, and what it has begun and ended. */
async function queueOn({ fails = false } = {}) {
  const { url, sql } = await sqlite.open()
  const clock = createTestClock()
  const { requests } = await storeOn(url, { clock })
  const happened: string[] = []
  const logged: string[] = []
  let finish = () => {}
  const finished = new Promise<void>(resolve => {
    finish = resolve
  })
  const queue = createWorkQueue({
    async process({ status }: Request, wake) {
      happened.push(`${status} begun: ${wake}`)
      if (fails) throw new Error('no')
      await finished
      happened.push('ended')
    },
    requests,
    clock,
    log: { info() {}, warn() {}, error: event => void logged.push(event) },
  })
  const request = there(await requests.receive(aRequest()))
  const owner = async () => sql('SELECT lease_owner FROM requests')
  return { queue, request, clock, happened, logged, finish, owner }
}

test('what is to begin later is in hand at once: its lease is renewed, and a stop waits for it', async () => {
  const { queue, request, happened, finish } = await queueOn()
  let answer = () => {}
  const answered = new Promise<void>(resolve => {
    answer = resolve
  })
  const work = queue.add(request, { after: answered })
  expect(queue.busy()).toBe(true)
  await queue.renew()
  expect(happened).toEqual([])

  answer()
  finish()
  await queue.drain(1_000)
  await work
  expect(happened).toEqual(['received begun: moved', 'ended'])
  expect(queue.busy()).toBe(false)
})

test('it begins also where what it waited for has failed', async () => {
  const { queue, request, happened, finish } = await queueOn()
  finish()
  await queue.add(request, { after: Promise.reject(new Error('not answered')), wake: 'due' })
  expect(happened).toEqual(['received begun: due', 'ended'])
})

test('what fails is logged, and waits for the next sweep', async () => {
  const { queue, request, logged } = await queueOn({ fails: true })
  await queue.add(request)
  await queue.add(request, { wake: 'due' })
  expect(logged).toEqual(['work.failed', 'wake.failed'])
  await queue.drain(1_000)
  expect(queue.busy()).toBe(false)
})

test('what is not through in time is handed back to whoever asks next', async () => {
  const { queue, request, clock, owner, finish } = await queueOn()
  const work = queue.add(request)
  expect(await owner()).toEqual([{ lease_owner: 'one' }])
  await clock.fly(queue.drain(1_000))
  expect(await owner()).toEqual([{ lease_owner: null }])
  finish()
  await work
})
