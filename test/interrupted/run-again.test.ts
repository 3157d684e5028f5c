import { describe, expect, test } from '@jest/globals'
import { ask, reaches, startOn } from '../changes/ask.ts'
import type { Bot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'

const path = '/role/update_role'

/** A rename is approved that never reaches DingTalk, nor does an answer come back; just then something else happens. */
async function lost(bot: Bot, meanwhile: (code: string) => Promise<unknown> | undefined) {
  for (const fault of ['busy', 'lose-answer'] as const)
    bot.sandbox.faults.set(fault, { path, times: 1 })
  const { code } = await ask(bot, 'boss001', '/role rename 1203141 财务部')
  const happened = new Promise(resolve => {
    const stop = bot.sandbox.listen(event => {
      if (event.kind !== 'call' || event.call.path !== path) return
      stop()
      resolve(meanwhile(code))
    })
  })
  await bot.presses('boss002', 'approve')
  await happened
  return code
}

describe.each(databases)('what was lost on the way is not run again, on $name,', ({ open }) => {
  test.each(['boss001', 'boss002'])('where %s has lost the right meanwhile', async userid => {
    const bot = await startOn(open)
    const code = await lost(bot, () => {
      const person = bot.sandbox.company.persons.get(userid)
      if (person) person.admin = undefined
      return undefined
    })
    const card = await bot.clock.fly(reaches(bot, code, 'Not done'))
    expect(card.markdown).toContain('meanwhile the right to do it is gone')
    expect(bot.sandbox.company.roles.get(1203141)?.name).toBe('财务')
    expect(bot.calls(path)).toHaveLength(1)
  })

  test('where another process has taken it up meanwhile', async () => {
    const { url, sql } = await open()
    const bot = await startOn(async () => ({ url, sql }))
    await bot.start()
    await lost(bot, code =>
      sql(`UPDATE requests SET version = version + 1, lease_owner = 'start 2',
        lease_until = ${bot.clock.now().getTime() + 3_600_000} WHERE code = '${code}'`),
    )
    await bot.clock.fly(bot.clock.sleep(20_000))
    expect(bot.calls(path)).toHaveLength(1)
    expect(bot.sandbox.company.roles.get(1203141)?.name).toBe('财务')
  })
})
