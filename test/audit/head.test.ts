import { describe, expect, test } from '@jest/globals'
import { runAudit } from '../../src/cli/audit.ts'
import { policySchema } from '../../src/core/access/policy.ts'
import { auditCheckpoint } from '../../src/core/request/audit-checkpoint.ts'
import { createI18n } from '../../src/i18n/create-i18n.ts'
import { ask, startOn } from '../changes/ask.ts'
import { storeOn } from '../store/stores.ts'
import type { Bot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'
import { createTestClock } from '../support/test-clock.ts'

const conversation = 'cidS4ndb0xGr0up+B/2=='
const policy = policySchema.parse({ auditHead: { conversation } })
const day = 24 * 3_600_000

const notes = (bot: Bot) =>
  bot.answers(conversation).map(item => {
    if (item.kind !== 'card') throw new Error('no card')
    return bot.sandbox.view(item.outTrackId)
  })

/** What a check of the audit says with the head that a note names. */
async function verifyWith(bot: Bot, { markdown }: { markdown: string }) {
  const [, head = ''] = /--head (\d+:[0-9a-f]{64})`/.exec(markdown) ?? []
  return runAudit(['verify', '--head', head], bot.config, createI18n('en'), () => {})
}

describe.each(databases)('the head of the audit on $name', ({ open }) => {
  test('is posted once a day, however many robots there are, and verifies the audit', async () => {
    const bot = await startOn(open, { policy })
    await bot.start()
    await bot.settled()
    await ask(bot, 'boss001', '/role rename 1203141 财务部')
    for (const days of [1, 2, 3]) {
      expect(notes(bot)).toHaveLength(days)
      await bot.passes(day)
    }
    await bot.passes(day / 48)
    await bot.start()
    await bot.settled()
    expect(notes(bot)).toHaveLength(4)
    expect(bot.answers()).toHaveLength(1)

    const [first, , , last] = notes(bot)
    if (first === undefined || last === undefined) throw new Error('no notes')
    expect(first.title).toBe('The audit up to record 1')
    expect(first.buttons).toEqual([])
    expect(await verifyWith(bot, first)).toBe(true)
    const { audit } = await storeOn(bot.config.databaseUrl)
    const [begun] = (await audit.list({ limit: 100 })).toReversed()
    expect(begun).toMatchObject({ actor: 'rolekeeper', event: 'received', seq: 1 })
    expect(await verifyWith(bot, last)).toBe(true)
    expect(new Set(notes(bot).map(({ markdown }) => markdown)).size).toBe(4)
  })

  test('that a crash left half noted is posted by whoever comes next', async () => {
    const { url, sql } = await open()
    const { requests } = await storeOn(url, { owner: 'who crashed' })
    const dice = { newId: () => 'note', random: () => 0.5 }
    const { now } = createTestClock()
    await requests.receive(auditCheckpoint(dice, conversation, now()))

    const bot = await startOn(async () => ({ url, sql }), { policy })
    await bot.settled()
    expect(notes(bot)).toHaveLength(1)
    expect(notes(bot)[0]?.markdown).toContain('rolekeeper audit verify --head 1:')
  })

  test('is nobody’s business where the policy does not say where', async () => {
    const bot = await startOn(open)
    await bot.settled()
    expect(notes(bot)).toEqual([])
  })
})
