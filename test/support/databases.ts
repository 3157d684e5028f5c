import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import Libsql from 'libsql'
import pg from 'pg'

/** An empty database of its own, removed after the test file's last test. */
export interface TestDatabase {
  readonly url: string
  /** Reaches round the store, as somebody with a database client could; the rows of a query. */
  sql(text: string): Promise<readonly unknown[]>
}

/** For `describe.each(databases)('… on $name', ({ open }) => …)`: whatever stores something is tested on both. */
export const databases = [
  { name: 'sqlite', open: openSqlite },
  { name: 'postgres', open: openPostgres },
] as const satisfies readonly { name: string; open(): Promise<TestDatabase> }[]

const removals: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const remove of removals.splice(0)) await remove()
})

/** What somebody with a database client sees at a store's address. */
export const sqlAt = (url: string, text: string): Promise<readonly unknown[]> =>
  url.startsWith('file:') ? querySqlite(url.slice('file:'.length), text) : queryPostgres(url, text)

async function openSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-sqlite-'))
  removals.push(() => rm(folder, { recursive: true, force: true }))
  const url = `file:${join(folder, 'rolekeeper.db')}`
  return { url, sql: text => sqlAt(url, text) }
}

/** On the one Postgres of this run (run/set-up.mjs). */
const urlOf = (database: string) =>
  (process.env.TEST_POSTGRES ?? '').replace('{database}', database)

async function openPostgres(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  // Copying files is cheaper than logging every page of what has just been made.
  await sqlAt(urlOf('postgres'), `CREATE DATABASE ${name} STRATEGY FILE_COPY`)
  removals.push(() => sqlAt(urlOf('postgres'), `DROP DATABASE ${name} WITH (FORCE)`))
  const url = urlOf(name)
  return { url, sql: text => sqlAt(url, text) }
}

async function querySqlite(path: string, text: string): Promise<readonly unknown[]> {
  const file = new Libsql(path, { timeout: 5000 })
  try {
    const statement = file.prepare(text)
    return statement.reader ? statement.all() : [statement.run()]
  } finally {
    file.close()
  }
}

async function queryPostgres(url: string, text: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url })
  // A connection that a test cuts off is no surprise; its query is rejected besides.
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
