import type { Details } from '../../core/model/request.ts'
import type { Status } from '../../core/model/status.ts'
import type { Deps } from '../deps.ts'
import { detailsText } from './readable.ts'

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

const batchSize = 200

/** A change keeps its line and its reason, which its record needs; of everything else no word stays. */
function withoutWords(details: Details): Details {
  switch (details.kind) {
    case 'change':
    case 'grantExpiry':
      return details
    case 'line': {
      const { message: _, ...kept } = details
      return kept
    }
    case 'question':
      return { kind: 'question', command: details.command, line: '' }
    case 'decision':
      return { kind: 'decision', command: details.command, line: '' }
    case 'auditCheckpoint':
      return { kind: 'auditCheckpoint' }
  }
}

/**
 * Blanks what people typed, whom they mentioned and what they were answered in requests that ended before `olderThan`:
 * nobody turns their pages any more. What was changed, by whom and why stays in details and audit. Returns how many.
 */
export const purge =
  ({ write, readable }: Deps) =>
  async ({ olderThan }: { olderThan: Date }): Promise<number> => {
    let purged = 0
    for (let after = ''; ; ) {
      const { purged: some, last } = await write(async trx => {
        const rows = await trx
          .selectFrom('requests')
          .selectAll()
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
          .limit(batchSize)
          .execute()
        const found = readable.many(rows)
        for (const { id, details } of found)
          await trx
            .updateTable('requests')
            .set({ line: '', mentions: '[]', details: detailsText(withoutWords(details)) })
            .where('id', '=', id)
            .execute()
        return { purged: found.length, last: rows.at(-1)?.id }
      })
      purged += some
      if (last === undefined) return purged
      after = last
    }
  }
