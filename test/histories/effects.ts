import { expect } from '@jest/globals'
import type { Request } from '../../src/core/model/request.ts'
import { type Deed, deedOf } from './should.ts'
import type { Entry } from './world/ledger.ts'
import type { Move } from './world/watch.ts'
import type { World } from './world/world.ts'

/** A request that was approved, or whose time had come: from then to its end it may change the company. */
interface Approved {
  readonly request: Request
  readonly deed: Deed
  /** When its approval began. */
  readonly asked: number
  readonly since: number
  readonly until: number
  /** A planned end that DingTalk refused for now: it begins again. */
  readonly postponed: boolean
}

export const began = ({ event, from }: Move) => event === 'running' && from !== 'running'

/** What happened in the company is what was approved: each of it once, nothing else, and what is said of it is true. */
export function checkEffects(world: World, requests: readonly Request[]): void {
  const approved = approvedOnes(world.moves, requests)
  eachChangeIsApproved(world, approved)
  eachIsWhatWasSeen(world, approved)
  eachCallIsCounted(world, approved)
  nothingIsDoneTwiceBlindly(world)
  doneMeansDone(world, approved)
}

function approvedOnes(moves: readonly Move[], requests: readonly Request[]): readonly Approved[] {
  return moves.filter(began).map(({ request, tick, since: asked = 0 }) => {
    const end = moves.find(
      move =>
        move.request.id === request.id &&
        move.tick > tick &&
        move.from === 'running' &&
        move.event !== 'run again',
    )
    const now = requests.find(({ id }) => id === request.id)
    return {
      request: now ?? request,
      deed: deedOf(request),
      asked,
      since: tick,
      until: end?.tick ?? Number.POSITIVE_INFINITY,
      postponed: end?.event === 'postponed',
    }
  })
}

/** Each request begins once, and each difference in the company is one that a running request was approved for. */
function eachChangeIsApproved({ ledger, company }: World, approved: readonly Approved[]) {
  const ids = approved.filter(({ postponed }) => !postponed).map(({ request }) => request.id)
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

/** What was approved is what was there to be approved, at some moment of the approval. */
function eachIsWhatWasSeen({ ledger, company }: World, approved: readonly Approved[]) {
  for (const { request, deed, asked, since } of approved) {
    const seen = everBetween(ledger.entries, company.factsAtStart, asked, since, facts =>
      deed.before.every(({ begins, so }) => begin(facts, begins) === so),
    )
    expect({ line: request.line, before: deed.before, seen }).toMatchObject({ seen: true })
  }
}

const begin = (facts: ReadonlySet<string>, begins: string) =>
  [...facts].some(fact => fact.startsWith(begins))

/** As many calls as approvals; one more only for one whose answer nobody got, or nobody lived to write down. */
function eachCallIsCounted({ ledger }: World, approved: readonly Approved[]) {
  const calls: Record<string, number> = {}
  const allowed: Record<string, number> = {}
  for (const { deed } of approved)
    for (const key of deed.keys) allowed[key] = (allowed[key] ?? 0) + 1
  for (const { keys, answered, by, tick } of ledger.calls)
    for (const key of keys) {
      const died = ledger.deaths.get(by) ?? 0
      const forgotten = approved.some(
        ({ deed, since, until }) =>
          deed.keys.includes(key) && since < tick && tick < died && died < until,
      )
      calls[key] = (calls[key] ?? 0) + 1
      if (!answered || forgotten) allowed[key] = (allowed[key] ?? 0) + 1
    }
  for (const [key, count] of Object.entries(calls))
    expect({ key, tooMany: count - Math.min(count, allowed[key] ?? 0) }).toEqual({
      key,
      tooMany: 0,
    })
}

/** Whoever does not know what came of a call looks before calling again: what is in effect is not asked for once more. */
function nothingIsDoneTwiceBlindly({ ledger, company }: World) {
  const last = new Map<string, number>()
  for (const { keys, tick } of ledger.calls)
    for (const key of keys) {
      const before = last.get(key)
      last.set(key, tick)
      if (before === undefined) continue
      // Somebody else may have done it between the look and the call.
      const others = ledger.entries.some(
        entry => entry.by === 'outside' && before < entry.tick && entry.tick < tick,
      )
      const already = isSo(key, factsAt(ledger.entries, company.factsAtStart, tick))
      expect({ key, blindly: already && !others }).toEqual({ key, blindly: false })
    }
}

function factsAt(entries: readonly Entry[], start: readonly string[], at: number): Set<string> {
  const facts = new Set(start)
  for (const { plus, minus } of entries.filter(({ tick }) => tick < at)) {
    for (const fact of minus) facts.delete(fact)
    for (const fact of plus) facts.add(fact)
  }
  return facts
}

/** What is called done was in effect when it was called so; what is called not done was not. */
function doneMeansDone({ ledger, company }: World, approved: readonly Approved[]) {
  for (const { request, deed, since, until, postponed } of approved) {
    if (postponed) continue
    const { status, details, line } = request
    if (!('change' in details)) throw new Error(`${line} changes nothing`)
    const failed = new Set((details.outcome?.failed ?? []).map(({ userid }) => String(userid)))
    if (status === 'done')
      for (const key of deed.keys) {
        if (failed.has(key.split(' ')[2] ?? '')) continue
        const held = everBetween(ledger.entries, company.factsAtStart, since, until, facts =>
          isSo(key, facts),
        )
        expect({ line, key, held }).toEqual({ line, key, held: true })
      }
    if (status === 'failed' && details.message?.key !== 'failed.rightsGone')
      for (const key of deed.keys.filter(isUnique))
        expect(ledger.entries.filter(entry => entry.by === 'robot' && entry.key === key)).toEqual(
          [],
        )
  }
}

/** Names are never asked for twice, so that these are one request's alone. */
const isUnique = (key: string) => /^(rename|create|group|admin group) /.test(key)

/** Whether it was so at some moment from `since` to `until`. */
function everBetween(
  entries: readonly Entry[],
  start: readonly string[],
  since: number,
  until: number,
  so: (facts: ReadonlySet<string>) => boolean,
): boolean {
  const facts = new Set(start)
  const holds = () => so(facts)
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
  const [what, id, userid, ...rest] = key.split(' ')
  const over = rest.join(' ')
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
