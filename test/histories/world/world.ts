import type { Policy } from '../../../src/core/access/policy.ts'
import { type Bot, createBot } from '../../../src/core/bot.ts'
import { userId } from '../../../src/core/directory.ts'
import type { CardAction, Log, Message } from '../../../src/core/ports.ts'
import { createI18n } from '../../../src/i18n/create-i18n.ts'
import { loadCommands } from '../../../src/load-commands.ts'
import { repeat } from '../../../src/runtime/repeat.ts'
import { createDice } from '../../support/dice.ts'
import type { VirtualClock } from '../../support/virtual-clock.ts'
import { createChat } from './chat.ts'
import { createCompany } from './company.ts'
import { createDirectory, createWriters, remembering } from './directory.ts'
import { createLedger } from './ledger.ts'
import { createLife, type Life } from './life.ts'
import { createTrouble } from './mischief.ts'
import type { Shelf } from './shelf.ts'
import { createWatch } from './watch.ts'

const commands = await loadCommands()
export const i18n = createI18n('en')
const silent: Log = { info() {}, warn() {}, error() {} }
const conversation = { id: 'cidGroup', kind: 'group' } as const

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
  const { moves, watched } = createWatch(ledger, trouble)
  const robots: Robot[] = []
  let born = 0
  let ids = 0

  const alive = (owner: string) => robots.some(({ life }) => life.owner === owner && !life.dead())
  // A history is the same each time it is told.
  const random = createDice(seed)

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
      writers: beforeWrite => createWriters(deps, life, beforeWrite),
      callMs: 10_000,
      invalidateDirectory() {},
      policy,
      commands,
      i18n,
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
        unreadable: 0,
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
    void repeat(bot.renew, 5_000, chore)
    void repeat(bot.sweep, 5_000, chore)
    void repeat(bot.postAuditCheckpoint, 600_000, chore)
    void life.died.then(() => {
      ledger.die(life.owner)
      stop.abort()
    })
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
  async function reach(at: number, work: (bot: Bot) => Promise<{ afterAck(): Promise<void> }>) {
    const { life, bot } = robot(at)
    let acknowledged = false
    const through = async () => {
      const { afterAck } = await work(bot)
      acknowledged = true
      await afterAck()
    }
    await Promise.race([through().catch(() => {}), life.died])
    return acknowledged
  }

  async function deliver(at: number, message: Message): Promise<void> {
    // What is not acknowledged is pushed again, to whoever is connected then.
    for (let tries = 0; tries < 4; tries += 1)
      if (await reach(at + tries, bot => bot.onMessage(message))) return
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
    async presses(at: number, press: CardAction): Promise<void> {
      await reach(at, bot => bot.onCardAction(press))
    },
    end() {
      for (const { life, stop } of robots) {
        life.kill()
        stop.abort()
      }
    },
  }
}
