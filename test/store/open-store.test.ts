import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import Libsql from 'libsql'
import { robotActor } from '../../src/core/model/audit.ts'
import { databases } from '../support/databases.ts'
import { aRequest, heldClock, li, silent, storeOn, there, wang } from './stores.ts'

describe.each(databases)('the store on $name', ({ open }) => {
  test('opens an empty database once and finds everything again', async () => {
    const { url } = await open()
    const told: unknown[] = []
    const log = { ...silent, info: (...line: unknown[]) => told.push(line) }
    const first = await storeOn(url, { log })
    const received = await first.requests.receive(aRequest())
    await first.close()
    const second = await storeOn(url, { log })

    const steps = [
      '0001-start',
      '0002-details-by-kind',
      '0003-numbered-audit',
      '0004-health',
      '0005-ways-to-find',
      '0006-lines-in-turn',
    ]
    expect(told).toEqual([['store.migrated', { steps }]])
    expect(await second.requests.get(there(received).id)).toEqual(received)
  })

  test('opens an empty database for five at once', async () => {
    const { url } = await open()
    const stores = await Promise.all(Array.from({ length: 5 }, () => storeOn(url)))
    await Promise.all(stores.map(({ requests }) => requests.receive(aRequest())))

    expect(await stores[0]?.audit.verify()).toMatchObject({ ok: true, seq: 5 })
  })

  test('is ready while its tables answer', async () => {
    const { url, sql } = await open()
    const told: unknown[] = []
    const store = await storeOn(url, { log: { ...silent, warn: event => told.push(event) } })

    expect(await store.ready()).toBe(true)
    await sql('ALTER TABLE audit_head RENAME TO gone')
    expect(await store.ready()).toBe(false)
    expect(told).toEqual(['store.unready'])
  })

  test('after a crash the next process takes up what was stored and not answered', async () => {
    const { url } = await open()
    const crashed = await storeOn(url, { owner: 'crashed' })
    const received = there(await crashed.requests.receive(aRequest()))
    await crashed.close()

    const { requests } = await storeOn(url, { owner: 'next', isAlive: () => false })
    const [taken] = await requests.claimAbandoned(9)
    expect(taken).toEqual({ ...received, version: received.version + 1 })
    expect(await requests.move(there(taken), { to: 'answered', actor: robotActor })).toBeDefined()
    expect(await requests.receive(aRequest({ msgId: received.msgId ?? '' }))).toBeUndefined()
  })

  test('purging blanks what people typed in requests that are over for long', async () => {
    const clock = heldClock()
    const store = await storeOn((await open()).url, { clock })
    const { requests } = store
    const asked = { line: '/role of @李', mentions: [li] } as const
    const question = { kind: 'question', command: 'role of', line: '/role of EMP123' } as const
    const details = { ...question, answer: { title: '李', rows: ['财务'] } }
    const answered = there(await requests.receive(aRequest(asked)))
    const old = await requests.move(answered, { to: 'answered', actor: wang, details })
    const owed = there(await requests.receive(aRequest(asked)))
    const unshown = await requests.move(owed, {
      to: 'answered',
      actor: wang,
      details,
      deliveryPending: true,
    })
    const waiting = await requests.receive(aRequest({ ...asked, status: 'scheduled' }))
    clock.pass(1000)
    const olderThan = clock.now()
    const young = there(await requests.receive(aRequest(asked)))
    const fresh = await requests.move(young, { to: 'answered', actor: wang, details })

    expect(await store.purge({ olderThan })).toBe(1)
    expect(await requests.get(answered.id)).toEqual({
      ...old,
      line: '',
      mentions: [],
      details: { ...question, line: '' },
    })
    for (const kept of [unshown, waiting, fresh]) {
      expect(await requests.get(there(kept).id)).toEqual(kept)
    }
    expect(await store.purge({ olderThan })).toBe(0)
    expect(await store.audit.verify()).toMatchObject({ ok: true })
  })

  test('purging goes on past any batch', async () => {
    const clock = heldClock()
    const store = await storeOn((await open()).url, { clock })
    for (let n = 0; n < 201; n += 1) {
      const received = there(await store.requests.receive(aRequest()))
      await store.requests.move(received, { to: 'refused', actor: wang })
    }
    clock.pass(1)
    expect(await store.purge({ olderThan: clock.now() })).toBe(201)
  })
})

test('sqlite gets a folder that is its owner’s alone, and keeps what it acknowledged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-sqlite-'))
  const path = join(folder, 'data', 'deep', 'rolekeeper.db')
  await (await storeOn(`file://${path}`)).close()

  expect((await stat(join(folder, 'data', 'deep'))).mode & 0o777).toBe(0o700)
  const file = new Libsql(path)
  expect(file.prepare('PRAGMA journal_mode').all()).toEqual([{ journal_mode: 'wal' }])
  file.close()
  await rm(folder, { recursive: true })
})

test.each([
  ['a folder that is a file', 'file:/dev/null/rolekeeper.db'],
  ['a Postgres that is not there', 'postgres://nobody:hunter2@127.0.0.1:1/none'],
])('%s is an error without the password', async (_, url) => {
  const error = await storeOn(url).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toHaveProperty('message')
  expect(JSON.stringify([String(error), error])).not.toContain('hunter2')
})
