import { z } from 'zod'
import type { Status } from '../../core/model/request.ts'
import type { Deps } from '../deps.ts'

const ended = [
  'answered',
  'refused',
  'failed',
  'done',
  'unclear',
  'rejected',
  'cancelled',
  'expired',
  'superseded',
] as const satisfies readonly Status[]

const batch = 200
const detailsText = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.looseObject({}))

/** A change keeps its line and its reason, which its record needs; of everything else no word stays. */
function withoutWords({ answer: _, ...details }: Readonly<Record<string, unknown>>) {
  if ('plan' in details) return details
  const { line: __, said: ___, ...kept } = details
  return kept
}

/**
 * Blanks what people typed, whom they mentioned and what they were answered in requests that ended before `olderThan`:
 * nobody turns their pages any more. What was changed, by whom and why stays in details and audit. Returns how many.
 */
export async function purge({ write }: Deps, olderThan: Date): Promise<number> {
  let purged = 0
  for (let after = ''; ; ) {
    const ids = await write(async trx => {
      const rows = await trx
        .selectFrom('requests')
        .select(['id', 'details'])
        .where('status', 'in', ended)
        .where('owed', '=', 0)
        .where('updated_at', '<', +olderThan)
        .where('id', '>', after)
        .where(eb =>
          eb.or([
            eb('line', '!=', ''),
            eb('mentions', '!=', '[]'),
            eb('details', 'like', '%"answer":%'),
          ]),
        )
        .orderBy('id')
        .limit(batch)
        .execute()
      for (const { id, details } of rows) {
        const kept = withoutWords(detailsText.parse(details))
        await trx
          .updateTable('requests')
          .set({ line: '', mentions: '[]', details: JSON.stringify(kept) })
          .where('id', '=', id)
          .execute()
      }
      return rows.map(({ id }) => id)
    })
    purged += ids.length
    const last = ids.at(-1)
    if (last === undefined) return purged
    after = last
  }
}
