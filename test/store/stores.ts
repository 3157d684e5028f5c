import { afterEach } from '@jest/globals'
import { z } from 'zod'
import { userId } from '../../src/core/directory.ts'
import type { ChangeDetails, NewRequest } from '../../src/core/model/request.ts'
import type { Clock, Log } from '../../src/core/ports.ts'
import { openStore, type Store, type StoreOptions } from '../../src/store/open-store.ts'

export const wang = userId.parse('manager4220')
export const li = userId.parse('EMP123')
export const leaseMs = 60_000

/** A clock that stands still until it is told to go on. */
export function heldClock(start = Date.UTC(2026, 0, 5, 9)): Clock & { pass(ms: number): void } {
  let ms = start
  return {
    now: () => new Date(ms),
    sleep: async () => {},
    pass(more) {
      ms += more
    },
  }
}

export const silent: Log = { info() {}, warn() {}, error() {} }

const open = new Set<Store>()
afterEach(async () => {
  await Promise.all([...open].map(store => store.close()))
  open.clear()
})

/** A store that is closed after the test; what a test does not say is an ordinary process of its own. */
export async function storeOn(
  url: string,
  options: Partial<Omit<StoreOptions, 'url'>> = {},
): Promise<Store> {
  const store = await openStore({
    url,
    owner: 'one',
    isAlive: () => true,
    leaseMs,
    clock: heldClock(),
    log: silent,
    planSchemas: new Map([['role rename', z.unknown()]]),
    ...options,
  })
  open.add(store)
  return {
    ...store,
    close() {
      open.delete(store)
      return store.close()
    },
  }
}

let drawn = 0

/** A message as the robot stores it, with an id, a code, a msgId and a sender that no other has. */
export function aRequest(asked: Partial<NewRequest> = {}): NewRequest {
  drawn += 1
  return {
    id: `request-${drawn}`,
    code: drawn.toString(36).toUpperCase().padStart(5, '0'),
    status: 'received',
    via: 'message',
    msgId: `msg-${drawn}`,
    conversation: { id: 'cidGroup1', kind: 'group' },
    requester: userId.parse(`person-${drawn}`),
    line: '/role members 1203141',
    mentions: [],
    details: { kind: 'line' },
    ...asked,
  }
}

/** A change as its request holds it. */
export function aChange(asked: Partial<ChangeDetails> = {}): ChangeDetails {
  return {
    kind: 'change',
    change: {
      command: 'role rename',
      args: { role: '1', name: 'y' },
      plan: { from: 'x', to: 'y' },
    },
    line: '/role rename 1 y',
    risk: 'high',
    impact: { aspect: 'name', role: { id: 1, name: 'x' }, people: [], departments: [] },
    view: { title: 'rename x', before: 'x', after: 'y', concerned: '0 people' },
    names: { [wang]: '王芳' },
    approvers: [li],
    approvals: [],
    ...asked,
  }
}

/** For what must be there: the test ends here where it is not. */
export function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('expected to be there')
  return value
}
