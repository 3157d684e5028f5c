import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from '@jest/globals'
import { z } from 'zod'
import { credentials } from '../../src/sandbox/credentials.ts'
import { type Bot, startBot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'
import { startWiretap } from '../support/wiretap.ts'

const answered = z.looseObject({
  accessToken: z.string().optional(),
  ticket: z.string().optional(),
})
const pushed = z.looseObject({ sessionWebhook: z.string().optional() })

/** As somebody who looks for it would write it. */
const spellings = (secret: string) => [secret, encodeURIComponent(secret), secret.slice(0, 16)]

/** The client secret, and every token, ticket and webhook that was handed out. */
function secretsOf(bot: Bot, heard: readonly string[]) {
  const said = heard.map(text => answered.safeParse(JSON.parse(text)).data)
  const tokens = said.flatMap(answer => answer?.accessToken ?? [])
  const tickets = said.flatMap(answer => answer?.ticket ?? [])
  const sessions = bot.sandbox.frames.flatMap(({ data }) => {
    const url = pushed.safeParse(data).data?.sessionWebhook
    return url ? (new URL(url).searchParams.get('session') ?? []) : []
  })
  return { secret: [credentials.clientSecret], tokens, tickets, sessions }
}

/** Faults of every kind, so that every error path has something to say. */
async function liveThroughTrouble(bot: Bot) {
  const { faults } = bot.sandbox
  const ask = () => bot.clock.fly(bot.says('boss001', '/role members 1203141'))
  await ask()
  for (const fault of [
    'invalid-token',
    'throttle',
    'lose-answer',
    'busy',
    'permission-missing',
  ] as const) {
    await bot.sandbox.event('label_user_change', {})
    faults.set(fault, { path: '/topapi/role/' })
    await ask()
    faults.clear()
  }
  faults.set('card-delivery-fails')
  await ask()
  faults.set('webhook-expired')
  await ask()
  faults.set('quota')
  await bot.sandbox.say('boss001', '/status')
  await bot.settled()
  faults.clear()
  faults.set('gateway-401', { times: 1 })
  faults.set('drop-connections')
  const logged = (name: string) => bot.log.filter(({ event }) => event === name).length
  await bot.clock.fly(eventually(() => logged('stream.credentials-refused') === 1))
  await bot.passes(60_000)
  await bot.clock.fly(eventually(() => logged('stream.connected') === 2))
  bot.sandbox.push('{"garbage')
  await bot.sandbox.say('boss001', '', { rawData: '{"sessionWebhook":"not text' })
}

test('secrets are in no log line, on no card, in no message and in no byte of the database', async () => {
  const [sqlite] = databases
  const { url } = await sqlite.open()
  const heard: string[] = []
  const bot = await startBot({
    settings: async ({ url: target }) => ({
      DATABASE_URL: url,
      // Only the new family: session webhooks are allowed on the host of the old one.
      DINGTALK_API_URL: await startWiretap(target, heard),
    }),
  })
  await liveThroughTrouble(bot)

  const { secret, tokens, tickets, sessions } = secretsOf(bot, heard)
  expect([tokens.length > 1, tickets.length > 1, sessions.length > 5]).toEqual([true, true, true])
  const everything = { depth: null, maxArrayLength: null, maxStringLength: null, showHidden: true }
  const folder = dirname(url.replace('file:', ''))
  const files = await Promise.all(
    (await readdir(folder)).map(name => readFile(join(folder, name), 'latin1')),
  )
  expect(files.join('')).toContain('boss001')
  const places = {
    log: inspect(bot.log, everything),
    cards: inspect(bot.sandbox.cards, everything),
    messages: inspect(bot.answers(), everything),
    database: files.join('\n'),
    metrics: await (await fetch(`${bot.url}/metrics`)).text(),
  }
  for (const [place, text] of Object.entries(places))
    for (const word of [...secret, ...tokens, ...tickets, ...sessions].flatMap(spellings))
      expect({ place, found: text.includes(word) }).toEqual({ place, found: false })
})
