import { expect } from '@jest/globals'
import { createRequestRenderer } from '../../src/core/cards/render-request.ts'
import type { Request } from '../../src/core/model/request.ts'
import type { Audit } from '../../src/store/audit/audit.ts'
import { began, checkEffects } from './effects.ts'
import { deedOf, mayAsk, wasAgreed } from './should.ts'
import type { Move } from './world/watch.ts'
import { i18n, type World } from './world/world.ts'

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
  checkEffects(world, requests)
  cardsTellTheTruth(world, requests)
  await everythingIsRecorded(moves, requests, audit, from)
}

function nothingIsStuck(requests: readonly Request[]) {
  const over = requests.filter(
    ({ status, deliveryPending }) =>
      deliveryPending || ['received', 'running', 'awaiting', 'scheduled'].includes(status),
  )
  expect(
    over.map(({ id, line, status, deliveryPending }) => ({ id, line, status, deliveryPending })),
  ).toEqual([])
}

/** Requester and approvers had the right at some moment of the approval: between its beginning and its end. */
function approvedByWhoMight({ moves, company, policy }: World) {
  for (const { request, since, tick } of moves.filter(began)) {
    if (request.details.kind !== 'change') continue
    if (since === undefined) throw new Error(`${request.line} runs, and nobody looked it up`)
    const deed = deedOf(request)
    const past = company.pastAdmins
    const then = past.filter(
      (_, i) => (past[i]?.tick ?? 0) <= tick && (past[i + 1]?.tick ?? tick + 1) > since,
    )
    const { requester, line, details } = request
    expect({
      line,
      requester,
      approvals: details.approvals,
      mayAsk: then.some(({ admins }) => mayAsk(policy, requester, deed, admins)),
      wasAgreed: then.some(({ admins }) => wasAgreed(policy, request, deed, admins)),
    }).toMatchObject({ mayAsk: true, wasAgreed: true })
  }
}

/** Every card shows its request's end, and nothing can be pressed on it. */
function cardsTellTheTruth({ cards, policy }: World, requests: readonly Request[]) {
  const draw = createRequestRenderer({ i18n, policy })
  for (const request of requests) {
    const card = cards.get(request.id)
    if (!card) {
      const silent =
        request.via === 'press' ||
        request.deliveredAs === 'text' ||
        request.details.kind === 'grantExpiry'
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
