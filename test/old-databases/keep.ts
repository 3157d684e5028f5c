import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { z } from 'zod'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { migrate } from '../../src/store/migrate.ts'
import type { Tables } from '../../src/store/tables.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import type { Engine, Ledger, Name, SavedSandbox } from './open.ts'
import type { World } from './world.ts'

const zip = (data: string | Buffer) => gzipSync(data, { level: 9 })
const lines = (values: readonly unknown[]) =>
  `${values.map(value => JSON.stringify(value)).join('\n')}\n`

/** Writes down a world as it stands: its database, its company, and what is in them. */
export async function keep(
  name: Name,
  engine: Engine,
  { bot, database, notes }: World,
  policy: Readonly<Record<string, unknown>>,
): Promise<void> {
  const folder = fileURLToPath(new URL(`${name}-${engine}/`, import.meta.url))
  await mkdir(folder, { recursive: true })
  const write = (file: string, data: string | Buffer) => writeFile(join(folder, file), data)
  if (engine === 'sqlite') await write('database.db.gz', zip(await sqliteFile(database)))
  else await write('database.jsonl.gz', zip(lines(await postgresRows(database))))
  await write('sandbox.json.gz', zip(JSON.stringify(savedSandbox(bot.sandbox))))
  const ledger = await ledgerOf(database, notes, { until: bot.clock.now().toISOString(), policy })
  await write('ledger.json', `${JSON.stringify(ledger, undefined, 2)}\n`)
}

/** One file, without a log beside it. */
async function sqliteFile({ sql }: TestDatabase): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-kept-'))
  try {
    const path = join(folder, 'kept.db')
    await sql(`VACUUM INTO '${path}'`)
    return await readFile(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const order = {
  kysely_migration: 'name',
  kysely_migration_lock: 'id',
  requests: 'created_at, id',
  approvals: 'request_id, position',
  audit: 'seq',
  audit_head: 'id',
} as const satisfies Record<string, string>

async function postgresRows({ sql }: TestDatabase) {
  const dump: unknown[] = (await postgresDdl()).map(ddl => ({ ddl }))
  for (const [table, by] of Object.entries(order))
    for (const row of await sql(`SELECT * FROM ${table} ORDER BY ${by}`)) dump.push({ table, row })
  return dump
}

/** What the migrations say to an empty database. */
async function postgresDdl(): Promise<readonly string[]> {
  const [, postgres] = databases
  const { url } = await postgres.open()
  const said: string[] = []
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }),
    log: ({ query }) => void said.push(query.sql),
  })
  await migrate(db, () => false)
  await db.destroy()
  return said.filter(text => text.startsWith('create '))
}

const savedSandbox = ({ company, cards }: Pick<Sandbox, 'company' | 'cards'>): SavedSandbox => ({
  departments: [...company.departments.values()],
  persons: [...company.persons.values()],
  groups: [...company.groups.values()],
  roles: [...company.roles.values()].map(({ members, ...role }) => ({
    ...role,
    members: [...members].map(([userid, scope]) => [userid, scope ?? null]),
  })),
  adminGroups: [...company.adminGroups.values()],
  cards: [...cards.values()].map(({ privateData, ownCopies, buttonsSeen, ...card }) => ({
    ...card,
    privateData: [...privateData],
    ownCopies: [...ownCopies],
    buttonsSeen: [...buttonsSeen],
  })),
})

const row = z.object({
  id: z.string(),
  code: z.string(),
  status: z.string(),
  line: z.string(),
  requester: z.string(),
  conversation_kind: z.enum(['group', 'single']),
  via: z.enum(['message', 'press', 'born']),
  parent: z.string().nullable(),
  details: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.looseObject({ command: z.string().optional() })),
  shown_as: z.string().nullable(),
  owed: z.number(),
  attempts: z.number(),
  lease_owner: z.string().nullable(),
})
const heads = z.tuple([z.object({ seq: z.coerce.number(), hash: z.string() })])

async function ledgerOf(
  { sql }: TestDatabase,
  notes: World['notes'],
  more: Pick<Ledger, 'until' | 'policy'>,
): Promise<Ledger> {
  const rows = z.array(row).parse(await sql('SELECT * FROM requests ORDER BY created_at, id'))
  const [head] = heads.parse(await sql('SELECT seq, hash FROM audit_head'))
  const codes = new Map(rows.map(({ id, code }) => [id, code]))
  const statuses: Record<string, number> = {}
  for (const { status } of rows) statuses[status] = (statuses[status] ?? 0) + 1
  return {
    ...more,
    head,
    statuses,
    requests: rows.map(one => {
      const parent = codes.get(one.parent ?? '')
      const { command } = one.details
      return {
        id: one.id,
        code: one.code,
        status: one.status,
        ...(command !== undefined && { command }),
        line: one.line,
        requester: one.requester,
        conversation: one.conversation_kind,
        via: one.via,
        ...(parent !== undefined && { parent }),
        ...(one.shown_as !== null && { shownAs: one.shown_as }),
        ...(one.owed === 1 && { owed: true }),
        ...(one.attempts > 0 && { attempts: one.attempts }),
        ...(one.lease_owner !== null && { lease: one.lease_owner }),
        ...notes.get(one.code),
      }
    }),
  }
}
