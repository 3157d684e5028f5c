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
  await hangUp(urlOf('postgres'))
})

/** What somebody sees who looks at a store's address often, and holds nothing up. */
export const look = (url: string, text: string): Promise<readonly unknown[]> =>
  url.startsWith('file:') ? querySqlite(url.slice('file:'.length), text) : keptQuery(url, text)

async function openSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-sqlite-'))
  removals.push(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'rolekeeper.db')
  const url = `file:${path}`
  return { url, sql: text => querySqlite(path, text) }
}

/** On the one Postgres of this run (run/set-up.mjs). */
const urlOf = (database: string) =>
  (process.env.TEST_POSTGRES ?? '').replace('{database}', database)

async function openPostgres(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  // Copying files is cheaper than logging every page of what has just been made.
  await keptQuery(urlOf('postgres'), `CREATE DATABASE ${name} STRATEGY FILE_COPY`)
  const url = urlOf(name)
  removals.push(async () => {
    await hangUp(url)
    await keptQuery(urlOf('postgres'), `DROP DATABASE ${name} WITH (FORCE)`)
  })
  return { url, sql: text => queryPostgres(url, text) }
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

async function connect(url: string, ended = () => {}): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  // A connection that a test cuts off is no surprise; its query is rejected besides.
  client.on('error', () => {})
  client.once('end', ended)
  await client.connect()
  return client
}

async function queryPostgres(url: string, text: string): Promise<readonly unknown[]> {
  const client = await connect(url)
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** One connection for each database, kept: Postgres starts a process for each. */
const kept = new Map<string, Promise<pg.Client>>()

async function keptQuery(url: string, text: string): Promise<readonly unknown[]> {
  const connecting = kept.get(url) ?? connect(url, () => void kept.delete(url))
  kept.set(url, connecting)
  const client = await connecting
  return (await client.query(text)).rows
}

async function hangUp(url: string): Promise<void> {
  await (await kept.get(url))?.end()
}
