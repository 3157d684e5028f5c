/** A process of its own for the tests: `child.mjs write|race <url> <name> <dist>`; what it has done it says line by line. */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [mode, url, name, dist] = process.argv.slice(2)
const { openStore } = await import(pathToFileURL(join(dist, 'src/store/open-store.js')).href)

const store = await openStore({
  url,
  owner: name,
  isAlive: () => true,
  leaseMs: 60_000,
  clock: { now: () => new Date(), sleep: async () => {} },
  log: { info() {}, warn() {}, error() {} },
  planSchemas: new Map(),
})

const request = (n, msgId) => ({
  id: `${name}-${n}`,
  code: `${name}-${n}`,
  status: 'received',
  via: 'message',
  msgId,
  conversation: { id: 'cidGroup1', kind: 'group' },
  requester: 'manager4220',
  line: '/role list',
  mentions: [],
  details: { kind: 'line' },
})

/** Returns once the line is out of this process: what was said survives a kill. */
const say = line => writeSync(1, `${line}\n`)

if (mode === 'race') {
  for (let n = 0; n < 25; n += 1) {
    if (await store.requests.receive(request(n, `shared-${n}`))) say(`shared-${n}`)
  }
  await store.close()
} else {
  for (let n = 0; ; n += 1) {
    const received = await store.requests.receive(request(n, `${name}-${n}`))
    if (received) await store.requests.move(received, { to: 'answered', actor: 'rolekeeper' })
    say(`${name}-${n}`)
  }
}
