import { describe, expect, test } from '@jest/globals'
import { CodeTakenError } from '../../src/core/errors.ts'
import { robotActor } from '../../src/core/model/audit.ts'
import { databases } from '../support/databases.ts'
import { aChange, aRequest, heldClock, li, storeOn, there, wang } from './stores.ts'

describe.each(databases)('moving on $name', ({ open }) => {
  test('state, details and record change together', async () => {
    const clock = heldClock()
    const { requests, audit } = await storeOn((await open()).url, { clock })
    const asked = aRequest()
    const received = there(await requests.receive(asked))
    const createdAt = clock.now()
    clock.pass(5)
    const dueAt = new Date(+clock.now() + 1000)

    const moved = await requests.move(received, {
      to: 'awaiting',
      actor: robotActor,
      event: 'postponed',
      details: aChange(),
      record: { why: 'asked for' },
      deliveryPending: true,
      dueAt,
    })

    expect(moved).toEqual({
      ...received,
      status: 'awaiting',
      version: received.version + 1,
      details: aChange(),
      deliveryPending: true,
      // Whoever gets on has been seen with a right.
      unproven: false,
      createdAt,
      updatedAt: clock.now(),
      dueAt,
    })
    expect(await requests.get(asked.id)).toEqual(moved)
    expect((await audit.list({ limit: 1 }))[0]).toMatchObject({
      seq: 2,
      event: 'postponed',
      actor: 'rolekeeper',
      requestId: asked.id,
      code: asked.code,
      from: 'received',
      to: 'awaiting',
      // What it is about stands in each record: it is found by its role.
      record: {
        command: 'role rename',
        line: '/role rename 1 y',
        role: { id: 1, name: 'x' },
        why: 'asked for',
      },
    })
  })

  test('what a transition does not say is over: debt, due date, attempts', async () => {
    const { requests, audit } = await storeOn((await open()).url)
    const dueAt = new Date(Date.UTC(2026, 0, 6))
    const asked = aRequest({ status: 'awaiting', deliveryPending: true, dueAt })
    const awaiting = there(await requests.receive(asked))
    await requests.deliveryFailed(awaiting, { at: dueAt })

    expect(await requests.move(awaiting, { to: 'running', actor: li })).toMatchObject({
      status: 'running',
      deliveryPending: false,
      dueAt: undefined,
      deliveryAttempts: 0,
    })
    expect((await audit.list({ limit: 1 }))[0]).toMatchObject({ event: 'running', actor: li })
  })

  test('from a state that is past nothing moves and nothing is recorded', async () => {
    const { requests, audit } = await storeOn((await open()).url)
    const received = there(await requests.receive(aRequest()))
    const answered = there(await requests.move(received, { to: 'answered', actor: wang }))

    expect(await requests.move(received, { to: 'failed', actor: wang })).toBeUndefined()
    const otherVersion = { ...answered, version: 1 }
    expect(await requests.move(otherVersion, { to: 'failed', actor: wang })).toBeUndefined()
    const otherStatus = { ...answered, status: 'running' } as const
    expect(await requests.move(otherStatus, { to: 'failed', actor: wang })).toBeUndefined()
    const nobody = { ...answered, id: 'nobody' }
    expect(await requests.move(nobody, { to: 'failed', actor: wang })).toBeUndefined()
    expect(await requests.get(received.id)).toEqual(answered)
    expect(await audit.head()).toMatchObject({ seq: 2 })
  })

  test('what is born comes into being with its own record', async () => {
    const { requests, audit } = await storeOn((await open()).url)
    const running = there(await requests.receive(aRequest()))
    const dueAt = new Date(Date.UTC(2026, 0, 6))
    const revoke = aRequest({ status: 'scheduled', via: 'born', parent: running.id, dueAt })

    await requests.move(running, { to: 'done', actor: li, spawned: [revoke] })

    expect(await requests.get(revoke.id)).toMatchObject({ ...revoke, version: 1 })
    expect(await audit.list({ limit: 2 })).toMatchObject([
      { event: 'scheduled', actor: li, requestId: revoke.id, record: { parent: running.id } },
      { event: 'done', actor: li, requestId: running.id },
    ])
    expect(await audit.verify()).toMatchObject({ ok: true, seq: 3 })
  })

  test.each([
    ['its code is taken', { code: 'TAKEN' }, CodeTakenError],
    ['its msgId was seen before', { msgId: 'seen' }, /seen before/],
  ])('where the born cannot be because %s, nothing moves', async (_, child, error) => {
    const { requests, audit, counts } = await storeOn((await open()).url)
    const running = there(await requests.receive(aRequest({ code: 'TAKEN', msgId: 'seen' })))
    const spawned = [aRequest({ status: 'scheduled' }), aRequest({ status: 'scheduled', ...child })]

    await expect(requests.move(running, { to: 'done', actor: li, spawned })).rejects.toThrow(error)

    expect(await requests.get(running.id)).toEqual(running)
    expect(await counts()).toEqual({ states: { received: 1 }, unreadable: 0 })
    expect(await audit.verify()).toMatchObject({ ok: true, seq: 1 })
  })

  test('where the record cannot be written, nothing moves', async () => {
    const { url, sql } = await open()
    const { requests, counts } = await storeOn(url)
    const received = there(await requests.receive(aRequest()))
    await sql('DELETE FROM audit_head')

    await expect(requests.move(received, { to: 'answered', actor: wang })).rejects.toThrow()
    expect(await requests.get(received.id)).toEqual(received)
    await expect(requests.receive(aRequest())).rejects.toThrow()
    expect(await counts()).toEqual({ states: { received: 1 }, unreadable: 0 })
  })

  test('a record without a change of state', async () => {
    const { requests, audit } = await storeOn((await open()).url)

    await requests.record({
      event: 'press.refused',
      actor: li,
      requestId: 'request-that-never-was',
      code: '7F3KQ',
      record: { why: 'not\0yours' },
    })
    await requests.record({ event: 'reminded', actor: robotActor })

    expect(await audit.list({ limit: 9 })).toMatchObject([
      { seq: 2, event: 'reminded', actor: 'rolekeeper', requestId: undefined, record: {} },
      { seq: 1, event: 'press.refused', actor: li, code: '7F3KQ', record: { why: 'not\0yours' } },
    ])
  })
})

describe.each(databases)('approving on $name', ({ open }) => {
  test('each once, in order, each with its record', async () => {
    const clock = heldClock()
    const { requests, audit } = await storeOn((await open()).url, { clock })
    const awaiting = there(await requests.receive(aRequest({ status: 'awaiting' })))
    const first = clock.now().toISOString()

    expect(await requests.approve(awaiting, li)).toEqual([{ userid: li, at: first }])
    clock.pass(1)
    expect(await requests.approve(awaiting, li)).toEqual([{ userid: li, at: first }])
    const both = [
      { userid: li, at: first },
      { userid: wang, at: clock.now().toISOString() },
    ]
    expect(await requests.approve(awaiting, wang)).toEqual(both)
    expect(await requests.get(awaiting.id)).toEqual(awaiting)
    expect(await audit.list({ limit: 2 })).toMatchObject([
      { seq: 3, event: 'approval', actor: wang, code: awaiting.code, record: { approvals: 2 } },
      { seq: 2, event: 'approval', actor: li, code: awaiting.code, record: { approvals: 1 } },
    ])
  })

  test('not once the request has moved on', async () => {
    const { requests, audit } = await storeOn((await open()).url)
    const awaiting = there(await requests.receive(aRequest({ status: 'awaiting' })))
    await requests.move(awaiting, { to: 'cancelled', actor: wang })

    expect(await requests.approve(awaiting, li)).toEqual([])
    expect(await audit.head()).toMatchObject({ seq: 2 })
  })
})
