import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from '@jest/globals'
import type { Policy } from '../../src/core/policy.ts'
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts'
import { eventually } from './eventually.ts'
import { configOf, createRobots } from './robots.ts'
import { createTestClock } from './test-clock.ts'

export type { Line } from './robots.ts'

type SayOptions = Parameters<Sandbox['say']>[2]
type Settings = Readonly<Record<string, string>>
export type Bot = Awaited<ReturnType<typeof startBot>>

const running: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop()
})

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
}: {
  /** Beside the sandbox's own, or in place of them. */
  settings?: Settings | ((sandbox: Sandbox) => Promise<Settings>)
  sandbox?: SandboxOptions
  /** In place of the built-in one. */
  policy?: Policy
} = {}) {
  const clock = createTestClock()
  const sandbox = await createSandbox({ qps: 1000, now: () => clock.now().getTime(), ...options })
  running.push(() => sandbox.close())
  const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-bot-'))
  running.push(() => rm(folder, { recursive: true, force: true }))
  const config = configOf({
    DATABASE_URL: `file:${join(folder, 'rolekeeper.db')}`,
    DINGTALK_QPS: '60',
    PORT: '0',
    ...sandbox.environment,
    ...(typeof settings === 'function' ? await settings(sandbox) : settings),
  })
  const robots = createRobots(config, clock, policy)
  running.push(robots.stop)
  let { url } = await robots.start()

  const items = (conversation?: string) => sandbox.conversation(conversation)
  const isAnswer = (item: ReturnType<typeof items>[number]) => item.kind !== 'message'
  const answers = (conversation?: string) => items(conversation).filter(isAnswer)
  const calls = (path: string) => sandbox.calls.filter(call => call.path.startsWith(path))

  /** What a conversation shows last from the robot, as `viewer` sees it. */
  function lastAnswer(viewer?: string, conversation?: string) {
    const last = answers(conversation).at(-1)
    if (last?.kind === 'card')
      return { ...sandbox.view(last.outTrackId, viewer), outTrackId: last.outTrackId }
    if (last?.kind === 'robot')
      return { title: last.title, markdown: last.text, tips: '', buttons: [], outTrackId: '' }
    throw new Error('the robot has said nothing yet')
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
    /** Somebody writes a line; resolves with the robot's answer, once it is there. */
    async says(userid: string, text: string, said: SayOptions = {}) {
      const conversation = said.conversation === 'single' ? userid : said.conversation
      const before = answers(conversation).length
      const { ack } = await sandbox.say(userid, text, said)
      await eventually(() => answers(conversation).length > before)
      return { ...lastAnswer(userid, conversation), ack }
    },
    /** Somebody presses a button on the newest card (or another); resolves with the card as the presser then sees it. */
    async presses(userid: string, button: string, outTrackId = lastAnswer().outTrackId) {
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
