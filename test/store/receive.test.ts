import { describe, expect, test } from '@jest/globals'
import { CodeTakenError } from '../../src/core/errors.ts'
import { databases } from '../support/databases.ts'
import { aChange, aRequest, heldClock, li, storeOn, there, wang } from './stores.ts'

describe.each(databases)('receiving on $name', ({ open }) => {
  test('a message is there with everything it said, and recorded', async () => {
    const clock = heldClock()
    const { requests, audit } = await storeOn((await open()).url, { clock })
    const message = aRequest({
      code: 'k7f3q',
      requester: wang,
      mentions: [li],
      line: '/role of @李 “财务” 🙂',
    })

    const received = await requests.receive(message)

    expect(received).toEqual({
      ...message,
      code: 'K7F3Q',
      version: 1,
      parent: undefined,
      details: { kind: 'line' },
      staleDelivery: false,
      unproven: true,
      unrecorded: false,
      deliveryPending: false,
      deliveredAs: undefined,
      deliveryAttempts: 0,
      createdAt: clock.now(),
      updatedAt: clock.now(),
      dueAt: undefined,
    })
    expect(await requests.get(message.id)).toEqual(received)
    expect(await requests.byCode('k7F3q')).toEqual(received)
    expect(await audit.list({ limit: 10 })).toMatchObject([
      {
        seq: 1,
        at: clock.now(),
        event: 'received',
        actor: wang,
        requestId: message.id,
        code: 'K7F3Q',
        from: undefined,
        to: 'received',
        record: { via: 'message', conversation: 'cidGroup1' },
      },
    ])
  })

  test('whatever else a request may be born with', async () => {
    const { requests } = await storeOn((await open()).url)
    const dueAt = new Date(Date.UTC(2026, 0, 6))
    const { msgId: _, ...born } = aRequest({
      status: 'awaiting',
      via: 'born',
      parent: 'request-0',
      deliveryPending: true,
      dueAt,
      details: aChange({
        change: {
          command: 'role rename',
          args: { role: '1' },
          plan: { from: 'a', to: ['b', null] },
        },
      }),
    })

    expect(await requests.receive(born)).toMatchObject(born)
    expect(await requests.get(born.id)).toMatchObject({ ...born, msgId: undefined })
  })

  test('the same msgId again is nothing, and leaves no record', async () => {
    const { requests, audit } = await storeOn((await open()).url)
    const first = aRequest()
    await requests.receive(first)

    expect(await requests.receive(aRequest({ msgId: 'other' }))).toBeDefined()
    expect(
      await requests.receive(aRequest({ ...first, id: 'again', code: 'OTHER' })),
    ).toBeUndefined()
    expect(await requests.receive(first)).toBeUndefined()
    expect(await requests.get('again')).toBeUndefined()
    expect(await audit.head()).toMatchObject({ seq: 2 })
  })

  test('a code that is taken asks for another one, and nothing is written', async () => {
    const { requests, audit } = await storeOn((await open()).url)
    const first = aRequest({ code: 'AAAAA' })
    await requests.receive(first)
    const second = aRequest({ code: 'aaaaa' })

    await expect(requests.receive(second)).rejects.toThrow(CodeTakenError)
    expect(await requests.get(second.id)).toBeUndefined()
    expect(await audit.verify()).toMatchObject({ ok: true, seq: 1 })
    expect(await requests.receive({ ...second, code: 'BBBBB' })).toBeDefined()
  })

  test('an id that is taken is a mistake of ours', async () => {
    const { requests } = await storeOn((await open()).url)
    const first = aRequest()
    await requests.receive(first)

    await expect(requests.receive(aRequest({ id: first.id }))).rejects.toThrow(/exists already/)
  })

  test.each([
    ['a NUL', 'a\0b', 'a\u{FFFD}b'],
    ['half an emoji', 'a\uD83Db', 'a\u{FFFD}b'],
    ['right-to-left marks', 'a\u202Eb\u200F', 'a\u202Eb\u200F'],
    ['quotes', `'; DROP TABLE requests; --`, `'; DROP TABLE requests; --`],
    ['two megabytes', '财'.repeat(700_000), '财'.repeat(700_000)],
  ])('%s in the line is kept as far as it can be', async (_, line, kept) => {
    const { requests, audit } = await storeOn((await open()).url)
    const message = aRequest({
      line,
      conversation: { id: `cid${line.slice(0, 30)}`, kind: 'single' },
    })

    expect(await requests.receive(message)).toMatchObject({ line: kept })
    expect(await requests.get(message.id)).toMatchObject({ line: kept })
    expect(await audit.verify()).toMatchObject({ ok: true })
  })

  test('what nobody asked for is not there', async () => {
    const { requests } = await storeOn((await open()).url)
    expect(await requests.get('no\0body')).toBeUndefined()
    expect(await requests.byCode('no\0ne')).toBeUndefined()
  })

  test('counts by status, and the oldest of a status first', async () => {
    const clock = heldClock()
    const { requests, counts } = await storeOn((await open()).url, { clock })
    expect(await counts()).toEqual({ states: {}, unreadable: 0 })
    const old = there(await requests.receive(aRequest({ status: 'awaiting' })))
    clock.pass(1)
    const young = there(await requests.receive(aRequest({ status: 'awaiting' })))
    await requests.receive(aRequest())

    expect(await counts()).toEqual({ states: { awaiting: 2, received: 1 }, unreadable: 0 })
    expect(await requests.withStatus('awaiting', 9)).toEqual([old, young])
    expect(await requests.withStatus('awaiting', 1)).toEqual([old])
    expect(await requests.withStatus('running', 9)).toEqual([])
  })
})
