import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { buildProgram, programFolder } from '../support/built-program.ts'
import { databases } from '../support/databases.ts'
import { storeOn } from './stores.ts'

const script = fileURLToPath(new URL('./child.mjs', import.meta.url))

beforeAll(buildProgram)

function child(...args: readonly string[]) {
  const running = spawn(process.execPath, [script, ...args, join(programFolder, 'dist')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { running, ended: once(running, 'exit'), lines: linesOf(running) }
}

/** One whose disk takes no file beyond 2 MB (4 where the shell counts so): what is written then fails as on a full one. */
function childOnSmallDisk(...args: readonly string[]) {
  const program = [process.execPath, script, ...args, join(programFolder, 'dist')]
  const running = spawn('sh', ['-c', 'ulimit -f 4000; exec "$@"', 'sh', ...program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { ended: once(running, 'exit'), lines: linesOf(running) }
}

async function* linesOf({ stdout }: ChildProcess): AsyncGenerator<string> {
  if (stdout) yield* createInterface({ input: stdout })
}

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const heard: string[] = []
  for await (const line of lines) heard.push(line)
  return heard
}

describe.each(databases)('several processes on $name', ({ open }) => {
  test('start at once on an empty database, and each message is one’s alone', async () => {
    const { url } = await open()
    const racers = ['a', 'b', 'c'].map(name => child('race', url, name))
    const won = await Promise.all(racers.map(({ lines }) => all(lines)))
    const codes = await Promise.all(racers.map(async ({ ended }) => (await ended)[0]))

    expect(codes).toEqual([0, 0, 0])
    expect(won.flat().sort()).toEqual(Array.from({ length: 25 }, (_, n) => `shared-${n}`).sort())
    const { audit, counts } = await storeOn(url)
    expect(await audit.verify()).toMatchObject({ ok: true, seq: 25 })
    expect(await counts()).toEqual({ states: { received: 25 }, unreadable: 0 })
  })

  test('killed while writing: nothing that was acknowledged is lost, nothing is half done', async () => {
    const { url } = await open()
    const said: string[] = []
    for (const [name, enough] of [
      ['first', 40],
      ['second', 97],
      ['third', 13],
    ] as const) {
      const writer = child('write', url, name)
      let heard = 0
      for await (const id of writer.lines) {
        said.push(id)
        heard += 1
        if (heard === enough) writer.running.kill('SIGKILL')
      }
      expect(await writer.ended).toEqual([null, 'SIGKILL'])
    }
    expect(said.length).toBeGreaterThanOrEqual(150)

    const { requests, audit, counts } = await storeOn(url)
    const lost: string[] = []
    for (const id of said) {
      if ((await requests.get(id))?.status !== 'answered') lost.push(id)
    }
    expect(lost).toEqual([])
    const { answered = 0, received = 0 } = (await counts()).states
    expect(await audit.verify()).toMatchObject({ ok: true, seq: 2 * answered + received })
  })
})

test('on a full disk the store says that it is not ready', async () => {
  const { url } = await databases[0].open()
  const { lines, ended } = childOnSmallDisk('fill', url, 'a')
  expect(await all(lines)).toEqual(['ready true', 'full, ready false', 'still full, ready false'])
  expect(await ended).toEqual([0, null])
})
