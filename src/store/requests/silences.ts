import type { Kysely, Transaction } from 'kysely'
import { userId } from '../../core/directory.ts'
import type { NewRequest, Request } from '../../core/model/request.ts'
import { auditEvents, origins } from '../../core/model/stored-names.ts'
import type { Requests } from '../../core/ports.ts'
import { append, type Entry } from '../audit/chain.ts'
import { cleanText } from '../clean-text.ts'
import type { Deps } from '../deps.ts'
import type { Tables } from '../tables.ts'

type Line = Pick<NewRequest | Request, 'requester' | 'conversation' | 'via'>
type Whose = Pick<Line, 'requester' | 'conversation'>

/** So many silences are recorded in one transaction; the next look comes soon. */
const batchSize = 200

/**
 * How a line that is just coming in stands: `unproven` where its sender was never seen with a right or was refused lately;
 * `unrecorded` where they have been told, or another line of theirs waits to be: then it is recorded with its first step.
 */
export async function standingOf(
  trx: Transaction<Tables>,
  { requester, conversation, via }: Line,
  now: Date,
): Promise<{ unproven: 0 | 1; unrecorded: 0 | 1 }> {
  if (via === origins.spawned) return { unproven: 0, unrecorded: 0 }
  const userid = cleanText(requester)
  const seen = (unproven: 0 | 1) =>
    trx
      .selectFrom('requests')
      .select('id')
      .where('requester', '=', userid)
      .where('unproven', '=', unproven)
      .limit(1)
  const { proven, silences } = await trx
    .selectNoFrom(eb => [
      seen(0).as('proven'),
      eb
        .selectFrom('silences')
        .select(eb.fn.countAll<number>().as('count'))
        .where('userid', '=', userid)
        .where('until', '>', +now)
        .as('silences'),
    ])
    .executeTakeFirstOrThrow()
  if (!silences && proven !== null) return { unproven: 0, unrecorded: 0 }
  const told = trx
    .selectFrom('silences')
    .select('userid')
    .where('userid', '=', userid)
    .where('conversation_id', '=', cleanText(conversation.id))
    .where('until', '>', +now)
  const another = seen(1).where('status', '=', 'received')
  const isSilent = (await told.executeTakeFirst()) ?? (await another.executeTakeFirst())
  return { unproven: 1, unrecorded: isSilent ? 1 : 0 }
}

/** Begins a silence after what somebody is told now; false while one lasts. */
export async function beginSilence(
  trx: Transaction<Tables>,
  { requester, conversation }: Whose,
  now: Date,
  ms: number,
): Promise<boolean> {
  const whose = { userid: cleanText(requester), conversation_id: cleanText(conversation.id) }
  await endSilences(trx, now, { ...whose, until: now })
  const begun = await trx
    .insertInto('silences')
    .values({ ...whose, until: +now + ms, unheard: 0 })
    .onConflict(conflict => conflict.doNothing())
    .returning('userid')
    .executeTakeFirst()
  return begun !== undefined
}

/** Counts a line that nobody answers. */
export const countUnheard = (trx: Transaction<Tables>, { requester, conversation }: Whose) =>
  trx
    .updateTable('silences')
    .set(eb => ({ unheard: eb('unheard', '+', 1) }))
    .where('userid', '=', cleanText(requester))
    .where('conversation_id', '=', cleanText(conversation.id))
    .execute()

/** Records what a stranger has pressed, once in a silence, which it begins; while one lasts it is counted. */
export const recordStranger =
  ({ write, clock }: Deps): Requests['recordStranger'] =>
  ({ conversation, ...entry }, quietMs) =>
    write(async trx => {
      const now = clock.now()
      const whose = { requester: entry.actor, conversation }
      const isTold = await beginSilence(trx, whose, now, quietMs)
      if (isTold) await append(trx, now, [entry])
      else await countUnheard(trx, whose)
      return isTold
    })

/** Ends silences, and records how many lines each has kept unheard. */
export async function endSilences(
  trx: Transaction<Tables>,
  now: Date,
  which: { readonly userid?: string; readonly conversation_id?: string; readonly until?: Date },
): Promise<void> {
  let query = endable(trx, which.until)
  if (which.userid !== undefined) query = query.where('userid', '=', which.userid)
  if (which.conversation_id !== undefined)
    query = query.where('conversation_id', '=', which.conversation_id)
  const entries: Entry[] = []
  for (const { userid, conversation_id } of await query.limit(batchSize).execute()) {
    const ended = await trx
      .deleteFrom('silences')
      .where('userid', '=', userid)
      .where('conversation_id', '=', conversation_id)
      .returning('unheard')
      .executeTakeFirst()
    if (!ended || ended.unheard === 0) continue
    const record = { conversation: conversation_id, count: ended.unheard }
    entries.push({ event: auditEvents.unheard, actor: userId.parse(userid), record })
  }
  const [first, ...others] = entries
  if (first) await append(trx, now, [first, ...others])
}

function endable(db: Kysely<Tables>, until: Date | undefined) {
  const query = db.selectFrom('silences').select(['userid', 'conversation_id'])
  return until ? query.where('until', '<=', +until).orderBy('until') : query
}

/** Records the silences that are over. */
export const recordSilences =
  ({ db, write, clock }: Deps) =>
  async (): Promise<void> => {
    const now = clock.now()
    // Most looks find none, and need no transaction.
    if (await endable(db, now).limit(1).executeTakeFirst())
      await write(trx => endSilences(trx, now, { until: now }))
  }
