import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { createPlanSchemas } from '../../src/core/request/load-change.ts'
import { outTrackIdOf } from '../../src/dingtalk/chat/card-space.ts'
import { loadCommands } from '../../src/load-commands.ts'
import { NewerSchemaError } from '../../src/store/migrate.ts'
import { openAudit } from '../../src/store/open-audit.ts'
import { reaches } from '../changes/ask.ts'
import { emptyFolder, nobodyListens, startProgram } from '../e2e/program.ts'
import { oldDatabase, readLedger, restoreSandbox } from '../old-databases/open.ts'
import { startBot } from '../support/bot.ts'
import { databases, look } from '../support/databases.ts'
import { strayRecord } from './rules-lifted.ts'
import { aRequest, silent, storeOn, there, wang } from './stores.ts'

const planSchemas = createPlanSchemas(await loadCommands())
const step = '0002-details-by-kind'

const folders: string[] = []
afterAll(() => Promise.all(folders.map(folder => rm(folder, { recursive: true, force: true }))))

describe('an SQLite file of version 0.1', () => {
  test('is copied before it is migrated, for its owner alone, once', async () => {
    const url = await oldDatabase('killed', 'sqlite')
    const path = url.slice('file:'.length)
    await storeOn(url, { planSchemas })
    await storeOn(url, { planSchemas })
    const copies = (await readdir(dirname(path))).filter(file => file.includes('before'))
    expect(copies).toEqual([`rolekeeper.db.before-${step}`])
    const copy = join(dirname(path), String(copies[0]))
    expect((await stat(copy)).mode & 0o777).toBe(0o600)

    // It is what an older version left: its schema, its rows, its audit.
    expect(await look(`file:${copy}`, 'SELECT name FROM kysely_migration')).toEqual([
      { name: '0001-start' },
    ])
    const opened = there(await openAudit(`file:${copy}`, silent))
    const { head } = await readLedger('killed', 'sqlite')
    expect(await opened.audit.verify()).toEqual({ ok: true, ...head })
    await opened.close()
  })

  test('is copied with what still stands in its log, and a new one is not copied', async () => {
    const url = await oldDatabase('killed', 'sqlite')
    const path = url.slice('file:'.length)
    await look(url, 'PRAGMA journal_mode = WAL')
    await look(url, `UPDATE requests SET line = 'in the log'`)
    await storeOn(url, { planSchemas })
    expect(await look(`file:${path}.before-${step}`, 'SELECT DISTINCT line FROM requests')).toEqual(
      [{ line: 'in the log' }],
    )

    const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-migration-'))
    folders.push(folder)
    await storeOn(`file:${join(folder, 'new.db')}`)
    expect((await readdir(folder)).filter(file => file.includes('before'))).toEqual([])
  })
})

describe.each(databases)('a database of version 0.1 on $name', ({ name: engine }) => {
  test('that audit and doctor look at stays as it is', async () => {
    const url = await oldDatabase('killed', engine)
    const opened = there(await openAudit(url, silent))
    const { head } = await readLedger('killed', engine)
    expect(await opened.audit.verify(head)).toEqual({ ok: true, ...head })
    await opened.close()
    expect(await look(url, 'SELECT name FROM kysely_migration')).toHaveLength(1)
  })

  test('what it does not say enough of ends as unclear, on record, and its card says so', async () => {
    const url = await oldDatabase('killed', engine)
    const { requests: ledger, until, head } = await readLedger('killed', engine)
    const example = (text: string) => there(ledger.find(one => one.example === text)).code
    // A command of somebody's own, whose plans no migration of ours knows; and a change that lost what it touches.
    const own = example('role rename: awaiting')
    const bare = example('role remove: awaiting')
    const broken = example('role create: awaiting')
    const change = (code: string, from: string, to: string) =>
      look(
        url,
        `UPDATE requests SET details = replace(details, '${from}', '${to}') WHERE code = '${code}'`,
      )
    await change(own, '"command":"role rename"', '"command":"role retitle"')
    await change(bare, '"touch":', '"touched":')
    await look(url, `UPDATE requests SET details = '{' WHERE code = '${broken}'`)

    const { requests, audit, counts } = await storeOn(url, { planSchemas })
    for (const code of [own, bare])
      expect(await requests.byCode(code)).toMatchObject({
        status: 'unclear',
        deliveryPending: true,
        details: { message: { key: 'unclear.notCarriedOver', params: { code } } },
      })
    await expect(requests.byCode(broken)).rejects.toThrow(`The request ${broken} cannot be read`)
    expect((await counts()).unreadable).toBe(1)
    expect(await audit.verify(head)).toMatchObject({ ok: true, seq: head.seq + 2 })
    expect(await audit.list({ limit: 2 })).toMatchObject(
      [0, 1].map(() => ({
        event: 'unclear',
        actor: 'rolekeeper',
        from: 'awaiting',
        to: 'unclear',
        record: { reason: 'unclear.notCarriedOver' },
      })),
    )

    const bot = await startBot({
      async settings(sandbox) {
        await restoreSandbox('killed', engine, sandbox)
        return { DATABASE_URL: url }
      },
      at: Date.parse(until) + 61_000,
    })
    await bot.clock.fly(bot.settled(), 5)
    for (const code of [own, bare]) {
      const { id } = there(await requests.byCode(code))
      expect(bot.sandbox.view(outTrackIdOf(id)).markdown).toContain('before I was updated')
    }
    expect((await reaches(bot, own, 'Unclear')).buttons).toEqual([])
  })
})

describe.each(databases)('the audit’s numbers on $name', ({ name: engine, open }) => {
  const sqliteOnly = ['NULL', "'six'", '2.5', "x'00'"]
  const wrong = ['0', '-5', '9007199254740993', ...(engine === 'sqlite' ? sqliteOnly : [])]

  test('are held by the database, as is the one head', async () => {
    const { url, sql } = await open()
    const { requests, audit } = await storeOn(url)
    await requests.record({ event: 'pressed', actor: wang })
    await requests.receive(aRequest())
    for (const seq of wrong) {
      await expect(sql(strayRecord(seq))).rejects.toThrow(/audit_seq_checked/)
      await expect(sql(`UPDATE audit SET seq = ${seq} WHERE seq = 2`)).rejects.toThrow()
    }
    await expect(sql('UPDATE audit_head SET seq = -1')).rejects.toThrow(/audit_head_seq_checked/)
    await expect(sql('INSERT INTO audit_head SELECT 2, seq, hash FROM audit_head')).rejects.toThrow(
      /audit_head_id_checked/,
    )
    await expect(sql('UPDATE audit_head SET id = 2')).rejects.toThrow(/audit_head_id_checked/)
    await expect(sql(`UPDATE requests SET id = ''`)).rejects.toThrow(/requests_id_checked/)
    await expect(sql('UPDATE requests SET id = NULL')).rejects.toThrow()
    expect(await audit.verify()).toMatchObject({ ok: true, seq: 2 })
  })

  test.each(wrong)(
    '%s in a database of version 0.1 stays, is told, and stops no upgrade',
    async seq => {
      const url = await oldDatabase('killed', engine)
      await look(url, strayRecord(seq))
      const before = await look(url, 'SELECT * FROM audit ORDER BY seq')
      const old = there(await openAudit(url, silent))
      expect(await old.audit.verify()).toMatchObject({ ok: false })
      await old.close()

      const { audit, requests } = await storeOn(url, { planSchemas })
      expect(await look(url, 'SELECT * FROM audit ORDER BY seq')).toEqual(before)
      await requests.record({ event: 'pressed', actor: wang })
      expect((await audit.verify()).ok).toBe(false)
      await expect(look(url, strayRecord(seq.replace('5', '6')))).rejects.toThrow()
    },
  )
})

describe.each(databases)('a database that a later version has been at, on $name', ({ open }) => {
  test('is refused in words, by the robot and by whoever only reads', async () => {
    const { url, sql } = await open()
    const { close } = await storeOn(url)
    await close()
    await sql(`INSERT INTO kysely_migration (name, timestamp) VALUES ('0009-later', '2027')`)
    await expect(storeOn(url)).rejects.toThrow(NewerSchemaError)
    await expect(openAudit(url, silent)).rejects.toThrow('0009-later')

    const settings = { ...nobodyListens, DATABASE_URL: url }
    const program = startProgram('serve', { cwd: await emptyFolder(), settings })
    expect((await program.ended).code).toBe(1)
    expect(program.said.err).toBe(
      'A later version of Rolekeeper has been at this database (step 0009-later). Start that version again, or restore the copy that it made before the step (docs/operations.md).\n',
    )
  })
})
