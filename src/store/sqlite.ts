import type { Stats } from 'node:fs'
import { chmod, mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type DatabaseConnection,
  type DialectAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteStatement,
} from 'kysely'
import Libsql from 'libsql'
import { z } from 'zod'
import type { Database } from './database.ts'

const busyMs = 5000
const mostPrepared = 100
const busy = z.object({ code: z.string().startsWith('SQLITE_BUSY') })

/** Opens `file:path/to/it.db`, making its folder; throws where the file cannot be opened or made. */
export async function openSqlite(url: string): Promise<Database> {
  const path = sqlitePath(url)
  // Requests name people: a folder made here is its owner's alone.
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const prepared: Prepared = new Map()
  let opened: Stats | undefined
  const dialect = new SqliteDialect({
    async database() {
      const file = connect(path, prepared)
      opened = await stat(path)
      return file
    },
    onCreateConnection: async connection => forgetFailed(connection, prepared),
  })
  return {
    kind: 'sqlite',
    dialect: {
      createAdapter: () => migratingInOneTransaction,
      createDriver: () => dialect.createDriver(),
      createIntrospector: db => dialect.createIntrospector(db),
      createQueryCompiler: () => dialect.createQueryCompiler(),
    },
    isBusy: error => busy.safeParse(error).success,
    async isInPlace() {
      const there = await stat(path)
      return there.ino === opened?.ino && there.dev === opened.dev
    },
    copyBefore: migration => copyTo(path, `${path}.before-${migration}`),
  }
}

/** Nothing where the copy is there already: another process was faster, or an earlier start could not go on. */
async function copyTo(path: string, copy: string): Promise<void> {
  if (await stat(copy).catch(() => undefined)) return
  const unfinished = `${copy}.${process.pid}`
  await rm(unfinished, { force: true })
  const file = new Libsql(path)
  try {
    file.exec(`PRAGMA busy_timeout = ${busyMs}`)
    // With what still stands in the write-ahead log; other processes may go on reading.
    file.prepare('VACUUM INTO ?').run([unfinished])
  } finally {
    file.close()
  }
  // It names people as its original does.
  await chmod(unfinished, 0o600)
  await rename(unfinished, copy)
}

/** `file:data/it.db` is a path as it stands, `file:///…` a URL. */
export const sqlitePath = (url: string): string =>
  url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length)

/** Statements by their text. Kysely prepares anew for every execution, which takes SQLite longer than most of ours themselves. */
type Prepared = Map<string, SqliteStatement>

function connect(path: string, prepared: Prepared): SqliteDatabase {
  const file = new Libsql(path)
  file.exec(`PRAGMA busy_timeout = ${busyMs}`)
  file.exec('PRAGMA journal_mode = WAL')
  // An acknowledged message outlives a power cut: WAL's default may lose the last commits.
  file.exec('PRAGMA synchronous = FULL')
  file.exec('PRAGMA foreign_keys = ON')
  return {
    close() {
      prepared.clear()
      file.close()
    },
    prepare(sql) {
      if (sql === 'begin') return beginImmediate(file)
      const known = prepared.get(sql)
      if (known) return known
      const statement = file.prepare(sql)
      const reusable: SqliteStatement = {
        reader: statement.reader,
        all: parameters => statement.all(parameters),
        run: parameters => statement.run(parameters),
        // Two may be read side by side.
        iterate: parameters => file.prepare(sql).iterate(parameters),
      }
      // As many as there are lengths of lists, besides a few dozen.
      if (prepared.size >= mostPrepared) prepared.clear()
      prepared.set(sql, reusable)
      return reusable
    },
  }
}

/** One that failed may stay in progress until it is collected (as BEGIN does, below): nobody uses it again. */
function forgetFailed(connection: DatabaseConnection, prepared: Prepared): void {
  const execute = connection.executeQuery.bind(connection)
  connection.executeQuery = async query => {
    try {
      return await execute(query)
    } catch (error) {
      prepared.delete(query.sql)
      throw error
    }
  }
}

/**
 * A transaction takes the write lock at once: one that begins by reading and cannot write later fails however long it
 * waits. It does not wait here, because the driver is synchronous and would hold up every frame: write.ts waits. And it is
 * exec, because a prepared BEGIN that was refused stays in progress until it is collected, and no COMMIT succeeds before.
 */
function beginImmediate(file: Libsql.Database): SqliteStatement {
  return {
    reader: false,
    all: () => [],
    iterate: () => [].values(),
    run() {
      file.exec('PRAGMA busy_timeout = 0')
      try {
        file.exec('BEGIN IMMEDIATE')
        return { changes: 0, lastInsertRowid: 0 }
      } finally {
        file.exec(`PRAGMA busy_timeout = ${busyMs}`)
      }
    },
  }
}

/**
 * Kysely migrates SQLite outside a transaction by default; two processes that start at once would both find the
 * tables missing. SQLite's DDL is transactional, so the whole migration runs under the write lock.
 */
const migratingInOneTransaction: DialectAdapter = {
  supportsCreateIfNotExists: true,
  supportsOutput: false,
  supportsReturning: true,
  supportsTransactionalDdl: true,
  acquireMigrationLock: async () => {},
  releaseMigrationLock: async () => {},
}
