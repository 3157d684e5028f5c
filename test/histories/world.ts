import { AsyncLocalStorage } from 'node:async_hooks'
import { type Bot, createBot } from '../../src/core/bot.ts'
import { userId } from '../../src/core/directory.ts'
import type { Policy } from '../../src/core/policy.ts'
import type { Log, Message, Press, Requests } from '../../src/core/ports.ts'
import type { NewRequest, Request, Transition } from '../../src/core/request.ts'
import { loadCommands } from '../../src/load-commands.ts'
import { repeat } from '../../src/repeat.ts'
import { createWords } from '../../src/words/create-words.ts'
import { createChat } from './chat.ts'
import { createCompany } from './company.ts'
import { createDirectory, createWriters, remembering } from './directory.ts'
import { createLedger } from './ledger.ts'
import { createLife, type Life } from './life.ts'
import { createTrouble } from './mischief.ts'
import type { Shelf } from './shelf.ts'
import type { VirtualClock } from './virtual-clock.ts'

const commands = await loadCommands()
export const words = createWords('en')
const silent: Log = { info() {}, warn() {}, error() {}, debug() {} }
/** When the work at hand looked each code up. One for all worlds: every instance costs every promise. */
const lookedUp = new AsyncLocalStorage<Map<string, number>>()
const conversation = { id: 'cidGroup', kind: 'group' } as const

/** A step that the store took, as it happened. */
export interface Move {
  readonly tick: number
  readonly request: Request
  readonly from: Request['status'] | undefined
  readonly event: string
  readonly actor: string
  /** When the approval began that led to it. */
  readonly since: number
}

interface Robot {
  readonly life: Life
  readonly bot: Bot
  readonly stop: AbortController
}

export type World = ReturnType<typeof createWorld>

/** A company, a chat, a store, and two robots that may die at any step and are replaced. */
export function createWorld(shelf: Shelf, clock: VirtualClock, policy: Policy, seed: number) {
  const name = `h${seed}`
  const ledger = createLedger()
  const company = createCompany(ledger)
  const trouble = createTrouble()
  const { chatOf, cards } = createChat(trouble, clock)
  const deps = { company, ledger, trouble, clock }
  const live = createDirectory(deps)
  const remembered = remembering(live, clock)
  const moves: Move[] = []
  const robots: Robot[] = []
  let born = 0
  let ids = 0
  let dice = seed

  const alive = (owner: string) => robots.some(({ life }) => life.owner === owner && !life.dead())
  // xorshift: a history is the same each time it is told.
  const random = () => {
    dice ^= dice << 13
    dice ^= dice >>> 17
    dice ^= dice << 5
    return (dice >>> 0) / 2 ** 32
  }

  /** The store, seen from here: every step it takes is noted, and its own troubles happen. */
  function watched(requests: Requests): Requests {
    const note = (request: Request, more: Partial<Move>) =>
      moves.push({
        tick: ledger.tick(),
        request,
        from: undefined,
        event: request.status,
        actor: request.requester,
        since: lookedUp.getStore()?.get(request.code) ?? 0,
        ...more,
      })
    async function troubled<T>(work: () => Promise<T>): Promise<T> {
      const mischief = trouble.next('store')
      if (mischief === 'store: not written') throw new Error('connection lost')
      const result = await work()
      if (mischief === 'store: written, but nobody says so') throw new Error('connection lost')
      return result
    }
    return {
      ...requests,
      receive: (asked: NewRequest) =>
        troubled(async () => {
          const received = await requests.receive(asked)
          if (received) note(received, {})
          return received
        }),
      move: (request: Request, step: Transition) =>
        troubled(async () => {
          const moved = await requests.move(request, step)
          if (!moved) return undefined
          note(moved, { from: request.status, event: step.event ?? step.to, actor: step.actor })
          for (const { id } of step.born ?? []) {
            const child = await requests.get(id)
            if (child) note(child, { actor: step.actor })
          }
          return moved
        }),
      byCode(code) {
        lookedUp.getStore()?.set(code.toUpperCase(), ledger.tick())
        return requests.byCode(code)
      },
    }
  }

  function start(): Robot {
    born += 1
    const life = createLife(`${name} robot ${born}`)
    const { requests, audit } = shelf.open(life.owner, alive)
    const around = <T extends object>(port: T) => life.around(port)
    const eyes = (directory: typeof live) => ({
      roles: around(directory.roles),
      users: around(directory.users),
      departments: around(directory.departments),
      admins: around(directory.admins),
      rbac: around(directory.rbac),
    })
    const bot = createBot({
      requests: around(watched(requests)),
      audit: around(audit),
      chat: around(chatOf(life)),
      directory: eyes(remembered.directory),
      live: eyes(live),
      writers: createWriters(deps, life),
      changed() {},
      policy,
      commands,
      words,
      clock: { now: clock.now, sleep: (ms, signal) => life.step(() => clock.sleep(ms, signal)) },
      log: silent,
      metrics: { frame() {}, ack() {}, command() {}, apiCall() {}, reconnect() {} },
      newId: () => `${name} ${++ids}`,
      random,
      status: async () => ({
        version: '0',
        connected: true,
        startedAt: clock.now(),
        states: {},
        metered: 0,
      }),
    })
    const stop = new AbortController()
    const chore = {
      clock: {
        now: clock.now,
        sleep: (ms: number, signal?: AbortSignal) => clock.sleep(ms, signal),
      },
      log: silent,
      signal: stop.signal,
    }
    const inContext = (work: () => Promise<void>) => () => lookedUp.run(new Map(), work)
    void repeat(bot.renew, 5_000, chore)
    void repeat(inContext(bot.sweep), 5_000, chore)
    void repeat(bot.noteHead, 600_000, chore)
    void life.died.then(() => stop.abort())
    return { life, bot, stop }
  }
  robots.push(start(), start())

  /** The robot at that connection; where it died its successor, which the process manager has started since. */
  function robot(at: number): Robot {
    const place = at % robots.length
    const there = robots[place]
    if (there && !there.life.dead()) return there
    const next = start()
    robots[place] = next
    return next
  }

  /** Something that reaches one robot; resolves when it is through with it, or dead. False where it was not acknowledged. */
  async function reach(at: number, work: (bot: Bot) => Promise<{ afterwards(): Promise<void> }>) {
    const { life, bot } = robot(at)
    let acknowledged = false
    const done = lookedUp.run(new Map(), async () => {
      const { afterwards } = await work(bot)
      acknowledged = true
      await afterwards()
    })
    await Promise.race([done.catch(() => {}), life.died])
    return acknowledged
  }

  async function deliver(at: number, message: Message): Promise<void> {
    // What is not acknowledged is pushed again, to whoever is connected then.
    for (let tries = 0; tries < 4; tries += 1)
      if (await reach(at + tries, bot => bot.message(message))) return
  }

  return {
    ...deps,
    name,
    policy,
    moves,
    cards,
    remembered,
    requests: watched(shelf.open('the checks', alive).requests),
    robot,
    /** How many robots there have been; two, where none has died. */
    born: () => born,
    /** Requests in the order in which they came to be, as they were then. */
    requestsSoFar: () => [...new Map(moves.map(({ request }) => [request.id, request])).values()],
    says: (at: number, who: string, text: string, msgId: string) =>
      deliver(at, {
        msgId,
        conversation,
        sender: userId.parse(who),
        content: { kind: 'text', text },
        mentions: [],
        outsiders: 0,
      }),
    async presses(at: number, press: Press): Promise<void> {
      await reach(at, bot => bot.press(press))
    },
    end() {
      for (const { life, stop } of robots) {
        life.kill()
        stop.abort()
      }
    },
  }
}
