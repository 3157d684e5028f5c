import { copyFile, rename, rm } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import { Kysely, sql as query } from 'kysely'
import { openDatabase } from '../../src/store/open-database.ts'
import { createReady } from '../../src/store/ready.ts'
import type { Tables } from '../../src/store/tables.ts'
import { createWrite } from '../../src/store/write.ts'
import { databases } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'
import { silent, storeOn, there } from './stores.ts'

const [sqlite, postgres] = databases

function told() {
  const lines: string[] = []
  const warn = (event: string, fields = {}) => void lines.push(`${event} ${JSON.stringify(fields)}`)
  return { lines, log: { ...silent, warn } }
}

describe.each(databases)('the store on $name', ({ open }) => {
  test('is ready once it has written, however many ask at once', async () => {
    const { url, sql } = await open()
    const { ready } = await storeOn(url)
    const probes = async () => JSON.stringify(await sql('SELECT probes FROM health'))
    const before = await probes()
    expect(await ready()).toBe(true)
    const after = await probes()
    expect(after).not.toBe(before)
    const answers = await Promise.all(Array.from({ length: 20 }, ready))
    expect(new Set(answers)).toEqual(new Set([true]))
    expect(Number(/\d+/.exec(await probes()))).toBe(Number(/\d+/.exec(after)) + 1)
  })

  test.each([
    'DELETE FROM audit_head',
    'ALTER TABLE requests RENAME TO elsewhere',
    'ALTER TABLE silences RENAME TO elsewhere',
    'ALTER TABLE audit RENAME TO elsewhere',
  ])('is not ready where no message can be stored: %s', async spoilt => {
    const { url, sql } = await open()
    const { ready } = await storeOn(url)
    await sql(spoilt)
    expect(await ready()).toBe(false)
  })

  test('is not ready where nothing was written: its row is gone', async () => {
    const { url, sql } = await open()
    const { lines, log } = told()
    const { ready } = await storeOn(url, { log })
    await sql('DELETE FROM health')
    expect(await ready()).toBe(false)
    expect(lines).toEqual([expect.stringContaining('store.unready')])
  })
})

test('a Postgres that only reads is not ready, until it writes again', async () => {
  const { url, sql } = await postgres.open()
  const { lines, log } = told()
  const { ready, audit } = await storeOn(url, { log })
  const name = new URL(url).pathname.slice(1)
  const others = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = '${name}' AND pid <> pg_backend_pid()`
  await sql(`ALTER DATABASE ${name} SET default_transaction_read_only = on`)
  await sql(others)
  // A connection that was cut off is told apart: the pool learns of it as it is asked for.
  await eventually(async () => !(await ready()) && lines.at(-1)?.includes('read-only transaction'))
  expect(await audit.head()).toMatchObject({ seq: 0 })

  await sql(`BEGIN READ WRITE; ALTER DATABASE ${name} RESET default_transaction_read_only; COMMIT`)
  await sql(others)
  await eventually(ready)
})

test('an SQLite file that was deleted, or replaced, is not ready', async () => {
  const { url } = await sqlite.open()
  const path = url.slice('file:'.length)
  const { ready } = await storeOn(url)
  await copyFile(path, `${path}.copy`)
  expect(await ready()).toBe(true)
  await rm(path)
  expect(await ready()).toBe(false)
  await rename(`${path}.copy`, path)
  expect(await ready()).toBe(false)
})

test('an SQLite file that only reads is not ready, until it writes again', async () => {
  const { url } = await sqlite.open()
  await storeOn(url)
  const { lines, log } = told()
  const { dialect, isBusy } = await openDatabase(url, log)
  const db = new Kysely<Tables>({ dialect })
  const ready = createReady({ db, write: createWrite(db, isBusy), log })
  await query`PRAGMA query_only = 1`.execute(db)
  expect(await ready()).toBe(false)
  expect(there(lines[0])).toContain('readonly')
  await query`PRAGMA query_only = 0`.execute(db)
  expect(await ready()).toBe(true)
  await db.destroy()
})
