import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { robotActor } from '../../src/core/model/audit.ts'
import type { Details, NewRequest, Request, Transition } from '../../src/core/model/request.ts'
import type { Requests } from '../../src/core/ports.ts'
import { databases } from '../support/databases.ts'
import { aChange, aRequest, heldClock, li, storeOn, there, wang } from './stores.ts'

const dirty = 'a\0b\uD83Dc\uDE00“财务”\u202E 🙂\r\n'
const dueAt = new Date(Date.UTC(2026, 0, 6, 7, 8, 9, 123))

const renaming = (plan: unknown, command = 'role rename') =>
  aChange({ change: { command, args: { role: '1', to: [dirty], all: true }, plan } })

const someDetails: Readonly<Record<string, Details>> = {
  'a line': { kind: 'line' },
  'a line with all': {
    kind: 'line',
    unreadable: 'picture',
    outsiders: 2,
    message: { key: 'audit.usage', params: { dirty, n: 1.5 } },
  },
  'a question': {
    kind: 'question',
    command: 'role list',
    line: dirty,
    answer: { title: dirty, rows: [dirty, ''], foot: 'f', page: 2 },
  },
  'a decision': { kind: 'decision', command: 'approve', line: '/approve 7F3KQ' },
  'a change': aChange({
    closed: { by: li, at: dueAt.toISOString(), reason: dirty },
    approvals: [{ userid: li, at: dueAt.toISOString() }],
    outcome: { id: '9007199254740993', done: [wang], failed: [{ userid: li, code: '60121' }] },
    alone: true,
    undoes: 'AAAAA',
  }),
  'a change without a plan': aChange({ change: { command: 'role rename', args: {} } }),
  'a plan with more than its schema knows': renaming({ from: 'a', to: 'b', more: [1] }),
  'a plan with what JSON does not keep': renaming({ from: 'a', to: 'b', note: undefined }),
  'a plan with a moment': renaming({ from: 'a', to: 'b', at: dueAt }),
  'a plan of an earlier version': renaming({ was: 'a' }),
  'a plan of a command that is gone': renaming({ from: 'a' }, 'role melt'),
  'a change that could not act': aChange({
    change: { command: 'role melt', args: {}, plan: 1, problem: 'planOutdated' },
  }),
  'an expiry': {
    kind: 'grantExpiry',
    change: { command: 'role rename', args: {} },
    line: '/role remove',
    ends: 'AAAAA',
    endsAt: dueAt.toISOString(),
    durationMs: 1,
    impact: aChange().impact,
    view: { ...aChange().view, notes: [dirty], warning: 'w' },
    names: { [wang]: dirty },
  },
  'a checkpoint': { kind: 'auditCheckpoint', answer: { title: 't' } },
}

const born: Readonly<Record<string, Partial<NewRequest>>> = {
  'as it comes': {},
  'with all': {
    status: 'scheduled',
    via: 'born',
    parent: `p${dirty}`,
    deliveryPending: true,
    dueAt,
    mentions: [li, wang],
  },
  'with text that cannot be kept': {
    id: `id${dirty}`,
    msgId: `msg${dirty}`,
    conversation: { id: `cid${dirty}`, kind: 'single' },
    line: dirty,
  },
}

const steps: readonly Omit<Transition, 'details'>[] = [
  { to: 'awaiting', actor: li },
  { to: 'running', actor: robotActor, deliveryPending: true },
  { to: 'scheduled', actor: robotActor, dueAt },
  { to: 'done', actor: li, deliveryPending: true, dueAt, record: { why: dirty } },
]

/** What others do to a request while somebody holds it; none of it counts as a move. */
type Meanwhile = (requests: Requests, request: Request) => Promise<unknown>
const meanwhile: Readonly<Record<string, Meanwhile>> = {
  nothing: async () => {},
  'shown as a card': (requests, request) => requests.delivered(request, 'card'),
  'shown as text': (requests, request) => requests.delivered(request, 'text'),
  'not shown': (requests, request) => requests.deliveryFailed(request, { at: dueAt }),
  'given up': (requests, request) => requests.deliveryFailed(request, 'give up'),
  approved: (requests, request) => requests.approve(request, li),
  'lease handed back': (requests, request) => requests.releaseLease(request.id),
  'lease renewed': (requests, request) => requests.renewLeases([request.id]),
}

const planSchemas = new Map([
  ['role rename', z.object({ from: z.string(), to: z.string(), at: z.string().optional() })],
])

describe.each(databases)('what is returned on $name is what stands there', ({ open }) => {
  test.each(Object.entries(born))('of a request that is new, %s', async (_, asked) => {
    const { requests } = await storeOn((await open()).url, { planSchemas })
    for (const details of Object.values(someDetails)) {
      const message = aRequest(asked)
      const { id, msgId } = message
      const unique = { id: `${message.code}${id}`, msgId: `${message.code}${msgId}` }
      const received = there(await requests.receive({ ...message, ...unique, details }))
      expect(received).toStrictEqual(await requests.get(unique.id))
    }
  })

  test.each(Object.entries(someDetails))('of %s that moves, and moves on', async (_, details) => {
    const clock = heldClock()
    const { requests } = await storeOn((await open()).url, { clock, planSchemas })
    const asked = aRequest(born['with all'])
    let request = there(await requests.receive(asked))
    for (const step of steps) {
      clock.pass(1)
      request = there(await requests.move(request, { ...step, details }))
      expect(request).toStrictEqual(await requests.get(asked.id))
      request = there(await requests.move(request, step))
      expect(request).toStrictEqual(await requests.get(asked.id))
    }
  })

  test.each(Object.entries(meanwhile))('of one that was held meanwhile: %s', async (_, happen) => {
    const { requests } = await storeOn((await open()).url)
    for (const first of steps)
      for (const next of steps) {
        const held = there(await requests.receive(aRequest({ deliveryPending: true })))
        await happen(requests, held)
        const moved = there(await requests.move(held, first))
        expect(moved).toStrictEqual(await requests.get(held.id))
        await happen(requests, moved)
        const seen = there(await requests.get(held.id))
        await happen(requests, moved)
        expect(await requests.move(seen, next)).toStrictEqual(await requests.get(held.id))
      }
  })

  test('of one that was purged meanwhile', async () => {
    const clock = heldClock()
    const { requests, purge } = await storeOn((await open()).url, { clock })
    const received = there(await requests.receive(aRequest({ mentions: [li] })))
    const ended = there(await requests.move(received, { to: 'failed', actor: wang }))
    clock.pass(1)
    expect(await purge({ olderThan: clock.now() })).toBe(1)

    const moved = there(await requests.move(ended, { to: 'running', actor: wang }))
    expect(moved).toMatchObject({ line: '', mentions: [] })
    expect(moved).toStrictEqual(await requests.get(received.id))
  })

  test('what could not be read any more is not written', async () => {
    const { requests, audit } = await storeOn((await open()).url)
    const received = there(await requests.receive(aRequest()))
    const details = aChange({
      impact: { ...aChange().impact, role: { id: Number.NaN, name: 'x' } },
    })

    await expect(
      requests.move(received, { to: 'awaiting', actor: wang, details }),
    ).rejects.toThrow()
    expect(await requests.get(received.id)).toStrictEqual(received)
    expect(await audit.head()).toMatchObject({ seq: 1 })
  })
})
