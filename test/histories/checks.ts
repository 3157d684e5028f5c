import { expect } from '@jest/globals'
import { createDrawer } from '../../src/core/draw.ts'
import type { Request } from '../../src/core/request.ts'
import type { Audit } from '../../src/store/audit/audit.ts'
import type { Entry } from './ledger.ts'
import { type Deed, deedOf, mayAsk, wasAgreed } from './should.ts'
import { type Move, type World, words } from './world.ts'

/** A request that was approved, or whose time had come: from then to its end it may change the company. */
interface Approved {
  readonly request: Request
  readonly deed: Deed
  readonly since: number
  readonly until: number
}

/** What must hold after every history, whatever happened in it. */
export async function check(world: World, audit: Audit, from: number): Promise<void> {
  const { moves } = world
  const requests = await Promise.all(
    world.requestsSoFar().map(async ({ id }) => {
      const request = await world.requests.get(id)
      if (!request) throw new Error(`${id} is gone`)
      return request
    }),
  )
  nothingIsStuck(requests)
  approvedByWhoMight(world)
  const approved = approvedOnes(moves, requests)
  eachChangeIsApproved(world, approved)
  eachCallIsCounted(world, approved)
  doneMeansDone(world, approved)
  cardsTellTheTruth(world, requests)
  await everythingIsRecorded(moves, requests, audit, from)
}

function nothingIsStuck(requests: readonly Request[]) {
  const over = requests.filter(
    ({ status, owed }) => owed || ['received', 'running', 'awaiting', 'scheduled'].includes(status),
  )
  expect(over.map(({ id, line, status, owed }) => ({ id, line, status, owed }))).toEqual([])
}

const began = ({ event, from }: Move) => event === 'running' && from !== 'running'

/** Requester and approvers had the right at some moment of the approval: between its beginning and its end. */
function approvedByWhoMight({ moves, company, policy }: World) {
  for (const { request, since, tick } of moves.filter(began)) {
    if (request.details.ends !== undefined) continue
    const deed = deedOf(request)
    const past = company.pastAdmins
    const then = past.filter(
      (_, i) => (past[i]?.tick ?? 0) <= tick && (past[i + 1]?.tick ?? tick + 1) > since,
    )
    const { requester, line, details } = request
    expect({
      line,
      requester,
      agreed: details.agreed,
      mayAsk: then.some(({ admins }) => mayAsk(policy, requester, deed, admins)),
      wasAgreed: then.some(({ admins }) => wasAgreed(policy, request, deed, admins)),
    }).toMatchObject({ mayAsk: true, wasAgreed: true })
  }
}

function approvedOnes(moves: readonly Move[], requests: readonly Request[]): readonly Approved[] {
  return moves.filter(began).map(({ request, tick }) => {
    const end = moves.find(
      move =>
        move.request.id === request.id && move.from === 'running' && move.event !== 'run again',
    )
    const now = requests.find(({ id }) => id === request.id)
    return {
      request: now ?? request,
      deed: deedOf(request),
      since: tick,
      until: end?.tick ?? Number.POSITIVE_INFINITY,
    }
  })
}

/** Each request begins once, and each difference in the company is one that a running request was approved for. */
function eachChangeIsApproved({ ledger, company }: World, approved: readonly Approved[]) {
  const ids = approved.map(({ request }) => request.id)
  expect(new Set(ids).size).toBe(ids.length)

  const facts = new Set(company.factsAtStart)
  for (const { by, key, tick, plus, minus } of ledger.entries) {
    const cause =
      by === 'outside' ||
      approved.some(
        ({ deed, since, until }) => deed.keys.includes(key) && since < tick && tick < until,
      )
    if (!cause) expect(`${key}: nobody approved it`).toBe('approved')
    for (const fact of minus) facts.delete(fact)
    for (const fact of plus) facts.add(fact)
  }
  expect(company.facts()).toEqual([...facts].sort())
}

/** As many calls as approvals; one more only for one whose answer nobody got, or whose caller died before it was noted. */
function eachCallIsCounted({ ledger, born }: World, approved: readonly Approved[]) {
  const calls: Record<string, number> = {}
  const allowed: Record<string, number> = {}
  for (const { deed } of approved)
    for (const key of deed.keys) allowed[key] = (allowed[key] ?? 0) + 1
  for (const { keys, answered } of ledger.calls)
    for (const key of keys) {
      calls[key] = (calls[key] ?? 0) + 1
      if (!answered) allowed[key] = (allowed[key] ?? 0) + 1
    }
  const died = born() - 2
  for (const [key, count] of Object.entries(calls))
    expect({ key, tooMany: Math.max(0, count - (allowed[key] ?? 0) - died) }).toEqual({
      key,
      tooMany: 0,
    })
}

/** What is called done was in effect when it was called so; what is called not done was not. */
function doneMeansDone({ ledger, company }: World, approved: readonly Approved[]) {
  for (const { request, deed, since, until } of approved) {
    const { status, details, line } = request
    const failed = new Set((details.outcome?.failed ?? []).map(({ userid }) => String(userid)))
    if (status === 'done')
      for (const key of deed.keys) {
        if (failed.has(key.split(' ')[2] ?? '')) continue
        const held = heldWithin(ledger.entries, company.factsAtStart, key, since, until)
        expect({ line, key, held }).toEqual({ line, key, held: true })
      }
    if (status === 'failed' && details.said?.key !== 'failed.rightsGone')
      for (const key of deed.keys.filter(isUnique))
        expect(ledger.entries.filter(entry => entry.by === 'robot' && entry.key === key)).toEqual(
          [],
        )
  }
}

/** Names are never asked for twice, so that these are one request's alone. */
const isUnique = (key: string) => /^(rename|create|group|admin group) /.test(key)

/** Whether what the key says was so at some moment from `since` to `until`. */
function heldWithin(
  entries: readonly Entry[],
  start: readonly string[],
  key: string,
  since: number,
  until: number,
): boolean {
  const facts = new Set(start)
  const holds = () => isSo(key, facts)
  let held = false
  for (const { tick, plus, minus } of entries) {
    if (tick > until) break
    if (tick > since) held ||= holds()
    for (const fact of minus) facts.delete(fact)
    for (const fact of plus) facts.add(fact)
  }
  return held || holds()
}

function isSo(key: string, facts: ReadonlySet<string>): boolean {
  const some = (begin: string) => [...facts].some(fact => fact.startsWith(begin))
  const [what, id, userid, over] = key.split(' ')
  switch (what) {
    case 'rename':
      return facts.has(`${id} is ${over}`)
    case 'add':
      return some(`${userid} has ${id} over `)
    case 'remove':
      return !some(`${userid} has ${id} over `)
    case 'scope':
      return facts.has(`${userid} has ${id} over ${over}`)
    case 'create':
      return [...facts].some(fact => fact.endsWith(` is ${id}`))
    case 'delete':
      return !some(`${id} is `)
    default:
      return facts.has(key)
  }
}

/** Every card shows its request's end, and nothing can be pressed on it. */
function cardsTellTheTruth({ cards, policy }: World, requests: readonly Request[]) {
  const draw = createDrawer({ words, policy })
  for (const request of requests) {
    const card = cards.get(request.id)
    if (!card) {
      const silent = request.via === 'press' || request.shownAs === 'text' || request.details.ends
      expect({ line: request.line, via: request.via, shown: Boolean(silent) }).toMatchObject({
        shown: true,
      })
      continue
    }
    const { title, buttons } = draw(request)
    const pressed = card.buttons.filter(({ id }) => id !== 'next' && id !== 'previous')
    expect({ line: request.line, title: card.title, pressed }).toEqual({
      line: request.line,
      title,
      pressed: [],
    })
    expect(card.buttons).toEqual(buttons)
  }
}

/** One record for every step that was taken, in the order in which they were, and the chain is whole. */
async function everythingIsRecorded(
  moves: readonly Move[],
  requests: readonly Request[],
  audit: Audit,
  from: number,
) {
  expect(await audit.verify()).toMatchObject({ ok: true })
  const recorded = new Map<string, string[]>()
  for await (const { seq, requestId = '', from: before = '', to, event, actor } of audit.each()) {
    if (seq <= from || to === undefined) continue
    recorded.set(requestId, [
      ...(recorded.get(requestId) ?? []),
      `${actor}: ${event}, ${before} → ${to}`,
    ])
  }
  const taken = new Map<string, string[]>()
  for (const { request, from: before = '', event, actor } of moves)
    taken.set(request.id, [
      ...(taken.get(request.id) ?? []),
      `${actor}: ${event}, ${before} → ${request.status}`,
    ])
  expect(Object.fromEntries(recorded)).toEqual(Object.fromEntries(taken))
  for (const { id, status } of requests)
    expect(recorded.get(id)?.at(-1)).toMatch(new RegExp(`→ ${status}$`))
}
