import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { type AuditEntry, robotActor } from '../../core/model/audit.ts'
import { looksLike } from '../../core/model/names.ts'
import type { Status } from '../../core/model/status.ts'
import { cleanText } from '../clean-text.ts'
import type { AuditRow, Tables } from '../tables.ts'

/** What the first record names as the one before. */
export const genesis = '0'.repeat(64)

/** SHA-256, in hex, over everything a record says and the hash of the record before it. */
export function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const { seq, at, event, actor, request_id, code, from_status, to_status, record, prev } = row
  const canonical = [
    seq,
    at,
    event,
    actor,
    request_id,
    code,
    from_status,
    to_status,
    record,
    prev,
  ] as const
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex')
}

const robotName = 'rolekeeper'
const userPrefix = 'userid:'

/**
 * Who did something, as the audit names them: the robot as it has always been named, and everybody by userid. Whose userid
 * looks like the robot's name, or reads like this prefix, has the prefix in front. docs/decisions/0024.
 */
export function storedActor(actor: string | typeof robotActor): string {
  if (actor === robotActor) return robotName
  return actor.startsWith(userPrefix) || isMistakable(actor) ? `${userPrefix}${actor}` : actor
}

/** Plain letters and digits look alike one for one: most userids need no closer look. */
const isMistakable = (userid: string) =>
  (userid.length === robotName.length || !/^[\w-]+$/.test(userid)) &&
  looksLike(userid.toLowerCase(), robotName)

/** Every name that somebody may stand under: a mere look-alike of the robot's had no prefix before. */
export const storedActors = (userid: string): readonly string[] =>
  userid === robotName || userid.startsWith(userPrefix)
    ? [storedActor(userid)]
    : [storedActor(userid), userid]

export interface Entry extends AuditEntry {
  readonly from?: Status
  readonly to?: Status
}

/**
 * Chains records to the audit as the last thing of their transaction: taking the head makes other writers wait for this
 * commit, and whoever holds it must not wait for anything else.
 */
export async function append(
  trx: Kysely<Tables>,
  at: Date,
  entries: readonly [Entry, ...Entry[]],
): Promise<void> {
  const head = await trx
    .updateTable('audit_head')
    .set(eb => ({ seq: eb('seq', '+', entries.length) }))
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
  let prev = head.hash
  const rows = entries.map((entry, index): AuditRow => {
    const row = { ...plain(entry), seq: head.seq - entries.length + 1 + index, at: +at, prev }
    prev = hashOf(row)
    return { ...row, hash: prev }
  })
  await trx.insertInto('audit').values(rows).execute()
  await trx.updateTable('audit_head').set({ hash: prev }).execute()
}

function plain({ event, actor, requestId, code, from, to, record }: Entry) {
  return {
    event: cleanText(event),
    actor: cleanText(storedActor(actor)),
    request_id: requestId === undefined ? null : cleanText(requestId),
    code: code === undefined ? null : cleanText(code),
    from_status: from ?? null,
    to_status: to ?? null,
    record: JSON.stringify(record ?? {}),
  }
}
