import type { Request } from '../../core/model/request.ts'
import type { Deps } from '../deps.ts'
import { isWork, released } from './lease.ts'

/** Whoever only had to show it is through with it; whoever works on it is not. */
const handBack = ({ status }: Request) => (isWork(status) ? {} : released)

export const delivered =
  ({ writeOne }: Deps) =>
  async (request: Request, as: 'card' | 'text'): Promise<void> => {
    await writeOne(db =>
      db
        .updateTable('requests')
        .set({ owed: 0, shown_as: as, attempts: 0, not_before: null, ...handBack(request) })
        .where('id', '=', request.id)
        .where('version', '=', request.version)
        .execute(),
    )
  }

export const deliveryFailed =
  ({ writeOne }: Deps) =>
  async (request: Request, next: { at: Date } | 'give up'): Promise<void> => {
    const pending = next === 'give up' ? { owed: 0, not_before: null } : { not_before: +next.at }
    await writeOne(db =>
      db
        .updateTable('requests')
        .set(eb => ({ ...pending, attempts: eb('attempts', '+', 1), ...handBack(request) }))
        .where('id', '=', request.id)
        .where('version', '=', request.version)
        .execute(),
    )
  }
