import { ZodError } from 'zod'
import { UnreadableRequestError } from '../../core/errors.ts'
import type { Request } from '../../core/model/request.ts'
import type { Log } from '../../core/ports.ts'
import type { RequestRow } from '../tables.ts'
import type { PlanSchemas } from './details.ts'
import { toRequest } from './row.ts'

export type Readable = ReturnType<typeof createReadable>

/**
 * Reads rows, and sets aside each that this version cannot read: reported once, counted, and left out of lists and sweeps from
 * then on, so that it stops nothing else. Kept in memory: the next version, or the next start, tries again.
 */
export function createReadable({ planSchemas, log }: { planSchemas: PlanSchemas; log: Log }) {
  const unreadable = new Set<string>()

  function read(row: RequestRow): Request | undefined {
    try {
      const request = toRequest(row, planSchemas)
      unreadable.delete(row.id)
      return request
    } catch (error) {
      const { id, code, status } = row
      if (!unreadable.has(id))
        log.error('store.unreadable', { id, code, status, why: reasonOf(error) })
      unreadable.add(id)
      return undefined
    }
  }

  return {
    /** Throws UnreadableRequestError. */
    one(row: RequestRow): Request {
      const request = read(row)
      if (!request) throw new UnreadableRequestError(row.code)
      return request
    },
    /** Without those that cannot be read. */
    many: (rows: readonly RequestRow[]): readonly Request[] => rows.flatMap(row => read(row) ?? []),
    /** The ids that were set aside since the start. */
    setAside: (): readonly string[] => [...unreadable],
  }
}

/** Where it does not fit, without what stands there: that may be what somebody typed. */
const reasonOf = (error: unknown): string =>
  error instanceof ZodError
    ? error.issues.map(({ path, code }) => `${path.join('.') || 'row'}: ${code}`).join(', ')
    : 'not JSON'
