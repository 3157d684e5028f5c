import { describe, expect, test } from '@jest/globals'
import { createSandbox } from '../../src/sandbox/sandbox.ts'
import { storeOn } from '../store/stores.ts'
import { databases } from '../support/databases.ts'
import { names, oldDatabase, readLedger, readSandbox, restoreSandbox } from './open.ts'

describe.each(databases)('kept on $name,', ({ name: engine }) => {
  test.each(names)('%s: its audit and its requests are as its ledger says', async name => {
    const ledger = await readLedger(name, engine)
    const { audit, requests, counts } = await storeOn(await oldDatabase(name, engine))
    expect(await audit.verify()).toEqual({ ok: true, ...ledger.head })
    expect(await audit.verify(ledger.head)).toEqual({ ok: true, ...ledger.head })
    expect(await counts()).toEqual({ states: ledger.statuses, unreadable: 0 })
    for (const { id, code, status, via, line, owed = false, attempts = 0 } of ledger.requests)
      expect(await requests.byCode(code)).toMatchObject({
        ...{ id, status, via, line },
        deliveryPending: owed,
        deliveryAttempts: attempts,
      })
  })

  test.each(names)('%s: a fresh sandbox is brought to its end', async name => {
    const sandbox = await createSandbox()
    try {
      await restoreSandbox(name, engine, sandbox)
      const { roles, cards } = await readSandbox(name, engine)
      expect(sandbox.company.roles.size).toBe(roles.length)
      expect(sandbox.company.membersOf(1203141)).not.toEqual([])
      expect(sandbox.cards.size).toBe(cards.length)
      for (const { outTrackId } of cards) expect(sandbox.view(outTrackId).title).not.toBe('')
    } finally {
      await sandbox.close()
    }
  })
})

test('in them there is every state, and every command that changes something', async () => {
  const ledgers = await Promise.all(names.map(name => readLedger(name, 'sqlite')))
  const requests = ledgers.flatMap(ledger => ledger.requests)
  const commands = [
    'role rename',
    'role scope',
    'role add',
    'role remove',
    'role create',
    'role group create',
    'role delete',
    'role extend',
    'rbac create',
  ]
  const states = ['awaiting', 'running', 'done', 'unclear', 'rejected', 'cancelled', 'expired']
  for (const command of commands)
    for (const state of [...states, 'superseded', 'failed']) {
      const found = requests.some(one => one.command === command && one.status === state)
      expect(`${command} ${state} ${found}`).toBe(`${command} ${state} true`)
    }
  expect(new Set(requests.map(({ status }) => status))).toContain('scheduled')
  expect(new Set(requests.map(({ status }) => status))).toContain('received')
})
