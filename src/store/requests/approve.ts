import type { Kysely } from 'kysely'
import { type UserId, userId } from '../../core/directory.ts'
import type { Approval, Request } from '../../core/model/request.ts'
import { auditEvents } from '../../core/model/stored-names.ts'
import { append } from '../audit/chain.ts'
import { cleanText } from '../clean-text.ts'
import type { Deps } from '../deps.ts'
import type { Tables } from '../tables.ts'

/** An approval is a change of state like any other: recorded with it, and refused once the request has moved on. */
export const approve =
  ({ write, clock }: Deps) =>
  ({ id, code, status }: Request, userid: UserId): Promise<readonly Approval[]> =>
    write(async trx => {
      const now = clock.now()
      // Locks the row, so that two approvers get two positions.
      const locked = await trx
        .updateTable('requests')
        .set(eb => ({ version: eb.ref('version') }))
        .where('id', '=', id)
        .where('status', '=', status)
        .executeTakeFirst()
      const before = await approvals(trx, id)
      if (locked.numUpdatedRows === 0n || before.some(one => one.userid === userid)) return before
      const position = before.length + 1
      await trx
        .insertInto('approvals')
        .values({ request_id: id, position, userid: cleanText(userid), at: +now })
        .execute()
      const record = { approvals: position }
      await append(trx, now, [
        { event: auditEvents.approvalAdded, actor: userid, requestId: id, code, record },
      ])
      return [...before, { userid, at: now.toISOString() }]
    })

async function approvals(db: Kysely<Tables>, requestId: string): Promise<readonly Approval[]> {
  const rows = await db
    .selectFrom('approvals')
    .select(['userid', 'at'])
    .where('request_id', '=', requestId)
    .orderBy('position')
    .execute()
  return rows.map(row => ({ userid: userId.parse(row.userid), at: new Date(row.at).toISOString() }))
}
