import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type DialectAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteStatement,
} from 'kysely'
import Libsql from 'libsql'
import { z } from 'zod'
import type { Database } from './database.ts'

const busyMs = 5000
const busy = z.object({ code: z.string().startsWith('SQLITE_BUSY') })

/** Opens `file:path/to/it.db`, making its folder; throws where the file cannot be opened or made. */
export async function openSqlite(url: string): Promise<Database> {
  const path = sqlitePath(url)
  // Requests name people: a folder made here is its owner's alone.
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const dialect = new SqliteDialect({ database: async () => connect(path) })
  return {
    dialect: {
      createAdapter: () => migratingInOneTransaction,
      createDriver: () => dialect.createDriver(),
      createIntrospector: db => dialect.createIntrospector(db),
      createQueryCompiler: () => dialect.createQueryCompiler(),
    },
    isBusy: error => busy.safeParse(error).success,
  }
}

/** `file:data/it.db` is a path as it stands, `file:///…` a URL. */
export const sqlitePath = (url: string): string =>
  url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length)

function connect(path: string): SqliteDatabase {
  const file = new Libsql(path)
  file.exec(`PRAGMA busy_timeout = ${busyMs}`)
  file.exec('PRAGMA journal_mode = WAL')
  // An acknowledged message outlives a power cut: WAL's default may lose the last commits.
  file.exec('PRAGMA synchronous = FULL')
  file.exec('PRAGMA foreign_keys = ON')
  return {
    close: () => {
      file.close()
    },
    prepare: sql => (sql === 'begin' ? beginImmediate(file) : file.prepare(sql)),
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
