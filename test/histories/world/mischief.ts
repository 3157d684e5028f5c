import { DingTalkRefusedError, DingTalkUnreachableError } from '../../../src/core/errors.ts'
import type { Clock } from '../../../src/core/ports.ts'
import type { Life } from './life.ts'

/** What can go wrong with the next call of a kind. */
export const mischiefs = [
  'write: done, but nobody says so',
  'write: neither done nor answered',
  'write: done a little later, unanswered',
  'write: answered, and done a little later',
  'write: refused',
  'write: half done, half refused',
  'write: slow',
  'read: no answer',
  'read: slow',
  'read: very slow',
  'chat: not shown',
  'chat: shown, but nobody says so',
  'chat: slow',
  'chat: as text',
  'store: not written',
  'store: written, but nobody says so',
] as const
export type Mischief = (typeof mischiefs)[number]
type Kind = Mischief extends `${infer K}: ${string}` ? K : never

export type Trouble = ReturnType<typeof createTrouble>

/** Mischief waits for the next call of its kind, and strikes once. */
export function createTrouble() {
  const waiting: Mischief[] = []
  return {
    plan: (mischief: Mischief) => void waiting.push(mischief),
    next(kind: Kind): Mischief | undefined {
      const at = waiting.findIndex(one => one.startsWith(`${kind}:`))
      return at < 0 ? undefined : waiting.splice(at, 1)[0]
    },
    clear: () => void waiting.splice(0),
  }
}

const refused = () =>
  new DingTalkRefusedError({ api: 'the company', code: '34001', reason: 'input', message: 'no' })
const slowMs = 700
const verySlowMs = 21_000
const lateMs = 1_500

/** A call that only looks. */
export async function reading<T>(trouble: Trouble, clock: Clock, look: () => T): Promise<T> {
  const mischief = trouble.next('read')
  if (mischief === 'read: no answer') throw new DingTalkUnreachableError('the company')
  if (mischief === 'read: slow') await clock.sleep(slowMs)
  if (mischief === 'read: very slow') await clock.sleep(verySlowMs)
  return look()
}

/** A call that changes something; `half` does the first half of it and says what failed, `early` is an answer before the deed. */
export async function writing<T>(
  trouble: Trouble,
  life: Life,
  clock: Clock,
  act: () => T,
  { half, early }: { half?: () => T; early?: () => T } = {},
): Promise<T> {
  const mischief = trouble.next('write')
  const later = () =>
    void clock
      .sleep(lateMs)
      .then(act, act)
      .catch(() => {})
  switch (mischief) {
    case 'write: done, but nobody says so':
      act()
      throw new DingTalkUnreachableError('the company')
    case 'write: neither done nor answered':
      throw new DingTalkUnreachableError('the company')
    case 'write: done a little later, unanswered':
      later()
      throw new DingTalkUnreachableError('the company')
    case 'write: answered, and done a little later':
      if (early === undefined) return act()
      later()
      return early()
    case 'write: refused':
      throw refused()
    case 'write: half done, half refused':
      if (half) return half()
      throw refused()
    case 'write: slow':
      await clock.sleep(verySlowMs)
      // What was still on its way dies with its sender.
      if (life.dead()) throw new DingTalkUnreachableError('the company')
      return act()
    default:
      return act()
  }
}
