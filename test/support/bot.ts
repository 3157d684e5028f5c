import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from '@jest/globals'
import type { Policy } from '../../src/core/access/policy.ts'
import { outTrackIdOf } from '../../src/dingtalk/chat/card-space.ts'
import type { SandboxOptions } from '../../src/sandbox/options.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts'
import { pageFolder } from './built-program.ts'
import { eventually } from './eventually.ts'
import { configOf, createRobots } from './robots.ts'
import { createSettled } from './settled.ts'
import { createTestClock } from './test-clock.ts'

type SayOptions = Parameters<Sandbox['say']>[2]
type Settings = Readonly<Record<string, string>>
export type Bot = Awaited<ReturnType<typeof startBot>>

const running: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop()
})

const patienceMs = 60_000
/** How often a robot looks around for what has come to its time, and for what another has left (main.ts). */
const lookMs = 5_000
/** Nobody does two things at once: what was done later is later, by no more than a clock can tell. */
const momentMs = 1

const writing: ReadonlySet<string> = new Set([
  '/role/update_role',
  '/role/add_role',
  '/role/add_role_group',
  '/topapi/role/deleterole',
  '/topapi/role/addrolesforemps',
  '/topapi/role/removerolesforemps',
  '/topapi/role/scope/update',
  '/topapi/authorization/rbac/role/create',
])

/**
 * The real robot in the sandbox's company, over the real wire: `bot.says('boss001', '/role …')`, `bot.presses('boss002', 'approve')`.
 * Everything is stopped after the test.
 */
export async function startBot({
  settings = {},
  sandbox: options = {},
  policy,
  flowing = false,
  at,
}: {
  /** Beside the sandbox's own, or in place of them. */
  settings?: Settings | ((sandbox: Sandbox) => Promise<Settings>)
  sandbox?: SandboxOptions
  /** In place of the built-in one. */
  policy?: Policy
  /** Time stands still but for `bot.clock`; for a browser it flows. */
  flowing?: boolean
  /** When it begins, in milliseconds since 1970; a fixed morning unless said. */
  at?: number
} = {}) {
  const clock = createTestClock({ flowing, ...(at !== undefined && { at }) })
  const sandbox = await createSandbox({
    qps: 1000,
    // DingTalk's patience is the machine's time, and no test is about how fast the machine is.
    ackLimitMs: patienceMs,
    pressLimitMs: patienceMs,
    now: () => clock.now().getTime(),
    pageFolder,
    ...options,
  })
  running.push(() => sandbox.close())
  const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-bot-'))
  running.push(() => rm(folder, { recursive: true, force: true }))
  const config = {
    ...configOf({
      DATABASE_URL: `file:${join(folder, 'rolekeeper.db')}`,
      PORT: '0',
      ...sandbox.environment,
      ...(typeof settings === 'function' ? await settings(sandbox) : settings),
    }),
    // Real time that nobody moves: what spaces calls is tried where it is made (dingtalk/openapi/rate-limit.test.ts).
    qps: 1000,
  }
  const robots = createRobots(config, clock, policy)
  running.push(robots.stop)
  let { url } = await robots.start()

  const settled = createSettled({
    sandbox,
    databaseUrl: config.databaseUrl,
    now: clock.now,
    busy: robots.busy,
    lookAround: () => clock.advance(lookMs),
  })

  const items = (conversation?: string) => sandbox.conversation(conversation)
  const isAnswer = (item: ReturnType<typeof items>[number]) => item.kind !== 'message'
  const answers = (conversation?: string) => items(conversation).filter(isAnswer)
  const calls = (path: string) => sandbox.calls.filter(call => call.path.startsWith(path))

  /** What a conversation shows last from the robot, as `viewer` sees it. */
  function lastAnswer(viewer?: string, conversation?: string) {
    const last = answers(conversation).at(-1)
    if (!last) throw new Error('the robot has said nothing yet')
    return shown(last, viewer)
  }
  function shown(item: ReturnType<typeof items>[number], viewer?: string) {
    if (item.kind === 'card')
      return { ...sandbox.view(item.outTrackId, viewer), outTrackId: item.outTrackId }
    const title = item.kind === 'robot' ? item.title : ''
    return { title, markdown: item.text, tips: '', buttons: [], outTrackId: '' }
  }

  /** The request that a message has become, once it is shown. */
  async function shownFor(message: string): Promise<string> {
    const logged = (event: string, key: string, value: unknown) =>
      robots.log.find(line => line.event === event && line.fields[key] === value)?.fields.id
    return eventually(() => {
      const id = logged('message.stored', 'msgId', message)
      return typeof id === 'string' && logged('request.shown', 'id', id) === id ? id : undefined
    })
  }

  return {
    sandbox,
    clock,
    log: robots.log,
    config,
    get url() {
      return url
    },
    lastAnswer,
    answers,
    /** Somebody writes a line; resolves with the robot's answer to that very line, once it is shown. */
    async says(userid: string, text: string, said: SayOptions = {}) {
      const conversation = said.conversation === 'single' ? userid : said.conversation
      const before = items(conversation).length
      clock.advance(momentMs)
      const { ack, msgId } = await sandbox.say(userid, text, said)
      const outTrackId = outTrackIdOf(await shownFor(msgId))
      if (sandbox.cards.get(outTrackId)?.deliveredTo.length)
        return { ...sandbox.view(outTrackId, userid), outTrackId, ack }
      const answer = items(conversation).slice(before).find(isAnswer)
      return { ...(answer ? shown(answer, userid) : lastAnswer(userid, conversation)), ack }
    },
    /** Time passes in peace: what is going on comes to its end before, and what came due to its own after. */
    async passes(ms: number) {
      await settled()
      clock.advance(ms)
      await settled()
    },
    /**
     * Resolves when nothing is in hand, nothing is owed, no time has come unnoticed, and every call to DingTalk has come back:
     * what has not happened by then does not happen.
     */
    settled,
    /** Somebody presses a button on the newest card (or another); resolves with the card as the presser then sees it. */
    async presses(userid: string, button: string, outTrackId = lastAnswer().outTrackId) {
      clock.advance(momentMs)
      const answer = await sandbox.press(userid, outTrackId, button)
      return { ...sandbox.view(outTrackId, userid), answer }
    },
    /** Something changes in the company; resolves when the robot has acknowledged DingTalk's event of it. */
    async hears(change: () => unknown) {
      change()
      await eventually(() => sandbox.frames.every(({ type, ack }) => type !== 'EVENT' || ack))
    },
    stop: robots.stop,
    /** Starts the robot again, or one more beside it. */
    async start() {
      url = (await robots.start()).url
    },
    /** Calls to DingTalk whose path begins so, in order. */
    calls,
    /** Calls that change something in the company, in order. */
    writes: () => sandbox.calls.filter(({ path }) => writing.has(path)),
    /** Calls that ask the directory for anything but who is an administrator. */
    lookups: () => calls('/topapi/').filter(({ path }) => path !== '/topapi/user/listadmin'),
    /** Cards that were ordered, whether or not they came to be. */
    cardCalls: () => calls('/v1.0/card/instances/createAndDeliver'),
  }
}
