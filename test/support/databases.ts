import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import Libsql from 'libsql'
import pg from 'pg'
import { type PostgresServer, startPostgres } from './postgres-server.ts'

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

let server: Promise<PostgresServer> | undefined
const folders: string[] = []

afterAll(async () => {
  await (await server)?.stop()
  await Promise.all(folders.map(folder => rm(folder, { recursive: true, force: true })))
})

async function openSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-sqlite-'))
  folders.push(folder)
  const path = join(folder, 'rolekeeper.db')
  return {
    url: `file:${path}`,
    async sql(text) {
      const file = new Libsql(path, { timeout: 5000 })
      const statement = file.prepare(text)
      const rows = statement.reader ? statement.all() : [statement.run()]
      file.close()
      return rows
    },
  }
}

async function openPostgres(): Promise<TestDatabase> {
  server ??= startPostgres()
  const { urlOf } = await server
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await query(urlOf('postgres'), `CREATE DATABASE ${name}`)
  return { url: urlOf(name), sql: text => query(urlOf(name), text) }
}

async function query(url: string, text: string): Promise<readonly unknown[]> {
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
