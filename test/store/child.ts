/** A process of its own for the tests: `child.ts write|race <url> <name>`; what it has done it says line by line. */
import { writeSync } from 'node:fs'
import { userId } from '../../src/core/directory.ts'
import type { NewRequest } from '../../src/core/request.ts'
import { openStore } from '../../src/store/open-store.ts'

const [mode, url = '', name = ''] = process.argv.slice(2)

const store = await openStore({
  url,
  owner: name,
  isAlive: () => true,
  leaseMs: 60_000,
  clock: { now: () => new Date(), sleep: async () => {} },
  log: { info() {}, warn() {}, error() {}, debug() {} },
})

const request = (n: number, msgId: string): NewRequest => ({
  id: `${name}-${n}`,
  code: `${name}-${n}`,
  status: 'received',
  via: 'message',
  msgId,
  conversation: { id: 'cidGroup1', kind: 'group' },
  requester: userId.parse('manager4220'),
  line: '/whoami',
  mentions: [],
})

/** Returns once the line is out of this process: what was said survives a kill. */
const say = (line: string) => writeSync(1, `${line}\n`)

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
