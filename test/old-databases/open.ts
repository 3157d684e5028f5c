import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterAll } from '@jest/globals'
import Libsql from 'libsql'
import pg from 'pg'
import { z } from 'zod'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { databases } from '../support/databases.ts'

/**
 * Databases as the robot wrote them before folders, names and the stored form of changes were rearranged
 * (the commit that added this file has the program that made them, which runs with the code of that time only):
 * `asked` holds questions, refusals and ways of showing them, `ended` what is over,
 * `killed` what a SIGKILL left, `stopped` what a robot handed back that was stopped in order.
 */
export const names = ['asked', 'ended', 'killed', 'stopped'] as const
export type Name = (typeof names)[number]
export type Engine = 'sqlite' | 'postgres'

const ledger = z.object({
  /** Where the clock stood at the end: whoever carries on starts a clock after it. */
  until: z.iso.datetime(),
  /** The policy file's content, as far as it was not the built-in one. */
  policy: z.record(z.string(), z.unknown()),
  head: z.object({ seq: z.number(), hash: z.string() }),
  statuses: z.record(z.string(), z.number()),
  requests: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      status: z.string(),
      command: z.string().optional(),
      line: z.string(),
      requester: z.string(),
      conversation: z.enum(['group', 'single']),
      via: z.enum(['message', 'press', 'born']),
      /** The code of the request whose card was pressed, or that this one was born of. */
      parent: z.string().optional(),
      shownAs: z.string().optional(),
      owed: z.literal(true).optional(),
      attempts: z.number().optional(),
      /** Who holds the lease; nobody where it is missing. */
      lease: z.string().optional(),
      /** What it is an example of; presses and lines about others have none. */
      example: z.string().optional(),
      /** Of what was on its way: whether the company shows it. */
      effect: z.enum(['yes', 'no', 'in part']).optional(),
    }),
  ),
})
export type Ledger = z.output<typeof ledger>

const folderOf = (name: Name, engine: Engine) =>
  fileURLToPath(new URL(`${name}-${engine}/`, import.meta.url))
const read = (name: Name, engine: Engine, file: string) =>
  readFile(join(folderOf(name, engine), file))
const unzipped = async (name: Name, engine: Engine, file: string) =>
  gunzipSync(await read(name, engine, file))

/** What is in it. */
export async function readLedger(name: Name, engine: Engine): Promise<Ledger> {
  return ledger.parse(JSON.parse((await read(name, engine, 'ledger.json')).toString()))
}

/** Unpacks the file into a folder that is there; resolves with its `file:` url. */
async function unpackSqlite(name: Name, folder: string): Promise<string> {
  const path = join(folder, 'rolekeeper.db')
  await writeFile(path, await unzipped(name, 'sqlite', 'database.db.gz'))
  return `file:${path}`
}

/** The rows of a query, as they stood on SQLite before anybody opened them again. */
export async function queryOld(name: Name, query: string): Promise<readonly unknown[]> {
  const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-old-'))
  const url = await unpackSqlite(name, folder)
  const file = new Libsql(url.slice('file:'.length))
  try {
    return file.prepare(query).all()
  } finally {
    file.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const dumped = z.union([
  z.object({ ddl: z.string() }),
  z.object({
    table: z.string(),
    row: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  }),
])

/** Makes the schema as it was made then, and puts the rows back, into an empty database. */
async function restorePostgres(name: Name, url: string): Promise<void> {
  const text = (await unzipped(name, 'postgres', 'database.jsonl.gz')).toString()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('BEGIN')
    for (const line of text.trim().split('\n')) {
      const said = dumped.parse(JSON.parse(line))
      if ('ddl' in said) {
        await client.query(said.ddl)
        continue
      }
      const columns = Object.keys(said.row)
      const places = columns.map((_, index) => `$${index + 1}`)
      await client.query(
        `INSERT INTO "${said.table}" ("${columns.join('", "')}") VALUES (${places.join(', ')})`,
        Object.values(said.row),
      )
    }
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
}

const folders: string[] = []
afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** Where it lies, as the robot of that time left it, ready to be opened; removed after the test file's last test. */
export async function oldDatabase(name: Name, engine: Engine): Promise<string> {
  if (engine === 'sqlite') {
    const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-old-'))
    folders.push(folder)
    return unpackSqlite(name, folder)
  }
  const [, postgres] = databases
  const { url } = await postgres.open()
  await restorePostgres(name, url)
  return url
}

type Company = Sandbox['company']
type Values<T> = T extends Map<unknown, infer V> ? V : never
type Entries<T> = T extends Map<infer K, infer V> ? [K, V][] : never
type Role = Values<Company['roles']>
type Card = Values<Sandbox['cards']>

/** What DingTalk holds at the end: a company and the cards that are out; maps as their entries. */
export interface SavedSandbox {
  readonly departments: readonly Values<Company['departments']>[]
  readonly persons: readonly Values<Company['persons']>[]
  readonly groups: readonly Values<Company['groups']>[]
  /** A scope that is everybody is null. */
  readonly roles: readonly (Omit<Role, 'members'> & {
    readonly members: readonly (readonly [userid: string, scope: number[] | null])[]
  })[]
  readonly adminGroups: readonly Values<Company['adminGroups']>[]
  readonly cards: readonly (Omit<Card, 'privateData' | 'ownCopies' | 'buttonsSeen'> & {
    readonly privateData: Entries<Card['privateData']>
    readonly ownCopies: Entries<Card['ownCopies']>
    readonly buttonsSeen: Entries<Card['buttonsSeen']>
  })[]
}

const list = z.array(z.looseObject({}))
const known = z.object({
  departments: list,
  persons: list,
  groups: list,
  roles: list,
  adminGroups: list,
  cards: list,
})
const saved = z.custom<SavedSandbox>(value => known.safeParse(value).success)

/** The company and the cards as they were at the end. */
export async function readSandbox(name: Name, engine: Engine): Promise<SavedSandbox> {
  const text = (await unzipped(name, engine, 'sandbox.json.gz')).toString()
  return saved.parse(JSON.parse(text))
}

/** Brings a fresh sandbox to the end state: its company, and the cards that people can press. Nobody is told. */
export async function restoreSandbox(
  name: Name,
  engine: Engine,
  { company, cards }: Pick<Sandbox, 'company' | 'cards'>,
): Promise<void> {
  const was = await readSandbox(name, engine)
  refill(
    company.departments,
    was.departments.map(one => [one.id, one]),
  )
  refill(
    company.persons,
    was.persons.map(one => [one.userid, one]),
  )
  refill(
    company.groups,
    was.groups.map(one => [one.id, one]),
  )
  refill(
    company.roles,
    was.roles.map(({ members, ...role }) => [
      role.id,
      { ...role, members: new Map(members.map(([who, scope]) => [who, scope ?? undefined])) },
    ]),
  )
  // DingTalk gives no id a second time, that of a deleted role neither: new ones follow the last.
  const last = Math.max(...was.roles.map(({ id }) => id).filter(id => id < 1_300_000))
  for (let id = 0; id < last; company.groups.delete(id)) id = company.addGroup('passed over').id
  refill(
    company.adminGroups,
    was.adminGroups.map(one => [one.id, one]),
  )
  refill(
    cards,
    was.cards.map(({ privateData, ownCopies, buttonsSeen, ...card }) => [
      card.outTrackId,
      {
        ...card,
        privateData: new Map(privateData),
        ownCopies: new Map(ownCopies),
        buttonsSeen: new Map(buttonsSeen),
      },
    ]),
  )
}

function refill<K, V>(map: Map<K, V>, entries: readonly (readonly [K, V])[]): void {
  map.clear()
  for (const [key, value] of entries) map.set(key, value)
}
