import { describe, expect, test } from '@jest/globals'
import { policySchema } from '../../src/core/access/policy.ts'
import { createChangeLoader, createPlanSchemas } from '../../src/core/request/load-change.ts'
import { outTrackIdOf } from '../../src/dingtalk/chat/card-space.ts'
import { loadCommands } from '../../src/load-commands.ts'
import { storeOn, there } from '../store/stores.ts'
import { startBot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'
import { type Name, names, oldDatabase, readLedger, restoreSandbox } from './open.ts'

const commands = await loadCommands()
const planSchemas = createPlanSchemas(commands)
const loadChange = createChangeLoader(commands)

const leaseMs = 61_000
const dayMs = 24 * 3_600_000
/** What the robot logs where something of ours went wrong. */
const faults = /^(work|wake|command|press|stream|process)\..*[fF]ailed|store\.unreadable/

describe.each(databases)('a database of version 0.1 on $name,', ({ name: engine }) => {
  test.each(names)('%s: is carried over whole', async name => {
    const ledger = await readLedger(name, engine)
    const { audit, requests, counts } = await storeOn(await oldDatabase(name, engine), {
      planSchemas,
    })
    expect(await audit.verify(ledger.head)).toEqual({ ok: true, ...ledger.head })
    expect(await counts()).toEqual({ states: ledger.statuses, unreadable: 0 })
    for (const {
      id,
      code,
      status,
      via,
      line,
      owed = false,
      attempts = 0,
      command,
    } of ledger.requests) {
      const request = there(await requests.byCode(code))
      expect(request).toMatchObject({
        ...{ id, status, via, line },
        deliveryPending: owed,
        deliveryAttempts: attempts,
      })
      const { details } = request
      if (!('change' in details)) continue
      expect(details.change).toMatchObject({ command })
      // Whatever may be planned again can be, from its arguments as they were understood then.
      const loaded = loadChange(details.change)
      if (typeof loaded === 'string' || !loaded.args)
        throw new Error(`${code} ${line}: ${JSON.stringify(details.change)}`)
    }
  })

  test.each(names)('%s: is carried on with, to the end of everything that waits', async name => {
    const ledger = await readLedger(name, engine)
    const url = await oldDatabase(name, engine)
    const bot = await startBot({
      // What the robots of that time had in hand is nobody's now.
      at: Date.parse(ledger.until) + leaseMs,
      policy: policySchema.parse(ledger.policy),
      async settings(sandbox) {
        await restoreSandbox(name, engine, sandbox)
        return { DATABASE_URL: url }
      },
    })
    await bot.clock.fly(bot.settled(), 5)
    const { requests, audit } = await storeOn(url, { planSchemas })
    const now = async (code: string) => there(await requests.byCode(code))
    const withStatus = async (...statuses: string[]) =>
      (await Promise.all(ledger.requests.map(({ code }) => now(code)))).filter(({ status }) =>
        statuses.includes(status),
      )
    expect(await withStatus('received', 'running')).toEqual([])

    for (const { id, code, requester, deliveredAs, details } of await withStatus('awaiting'))
      for (const approver of new Set([requester, 'boss001', 'boss002', 'manager4220'])) {
        if ((await now(code)).status !== 'awaiting') break
        const own = details.kind === 'change' && details.approvers.includes(requester)
        const approved: Promise<unknown> =
          deliveredAs === 'card'
            ? bot.presses(approver, own ? 'confirm' : 'approve', outTrackIdOf(id))
            : bot.says(approver, `/approve ${code}`)
        await bot.clock.fly(approved, 5)
        await bot.clock.fly(bot.settled(), 5)
      }
    for (let days = 0; days < 60; days += 1) {
      bot.clock.advance(dayMs)
      await bot.clock.fly(bot.settled(), 5)
    }
    expect(await withStatus('received', 'running', 'scheduled', 'awaiting')).toEqual([])
    expect(bot.log.filter(({ event }) => faults.test(event))).toEqual([])
    expect(await audit.verify(ledger.head)).toMatchObject({ ok: true })
    for (const { code, example, status } of ledger.requests)
      if (example !== undefined)
        expect({ example, status: (await now(code)).status }).toEqual({
          example,
          status: expect.stringMatching(endOf(name, status, example)),
        })
  })
})

/** How what a robot of that time has left ends. */
function endOf(name: Name, status: string, example: string): RegExp {
  switch (status) {
    case 'received':
      return /^(answered|refused|done)$/
    case 'awaiting':
      // In `stopped` more must approve than there are.
      return name === 'stopped' ? /^(done|expired)$/ : /^(done|superseded)$/
    case 'running':
      // DingTalk does not say that two of one name are refused: what is not there is not made again.
      return /(role group|rbac) create.*not done$/.test(example) ? /^unclear$/ : /^done$/
    case 'scheduled':
      return /^done$/
    default:
      return new RegExp(`^${status}$`)
  }
}
