/** A process of its own for the tests: `child.mjs write|race|fill <url> <name> <dist>`; what it has done it says line by line. */
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
  requester: `person-${n}`,
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
} else if (mode === 'fill') {
  const line = '财'.repeat(4_000)
  say(`ready ${await store.ready()}`)
  for (let n = 0; ; n += 1) {
    const stored = await store.requests
      .receive({ ...request(n, `fill-${n}`), line })
      .catch(() => {})
    if (!stored) break
  }
  say(`full, ready ${await store.ready()}`)
  say(`still full, ready ${await store.ready()}`)
} else {
  for (let n = 0; ; n += 1) {
    const received = await store.requests.receive(request(n, `${name}-${n}`))
    if (received) await store.requests.move(received, { to: 'answered', actor: 'manager4220' })
    say(`${name}-${n}`)
  }
}
