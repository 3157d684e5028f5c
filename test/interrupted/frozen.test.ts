import { describe, expect, test } from '@jest/globals'
import { ask, reaches, startOn } from '../changes/ask.ts'
import { databases } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'

const rename = '/role/update_role'
const add = '/topapi/role/addrolesforemps'

/** A change is about to write, and the process stands still: DingTalk was busy, and the call waits to go again. */
async function aboutToWrite(open: (typeof databases)[number]['open'], line: string, path: string) {
  const { url, sql } = await open()
  const bot = await startOn(async () => ({ url, sql }))
  const { code } = await ask(bot, 'boss001', line)
  bot.sandbox.faults.set('busy', { path, times: 1 })
  await bot.presses('boss002', 'approve')
  await eventually(() => bot.clock.sleeps().includes(500))
  return { bot, code, sql, goOn: () => bot.clock.advance(500) }
}

describe.each(databases)('a process that was frozen before its write, on $name,', ({ open }) => {
  test.each([
    [
      'has ended it',
      `status = 'done', version = version + 1, lease_owner = NULL, lease_until = NULL`,
    ],
    ['has it in hand', `version = version + 1, lease_owner = 'another'`],
    ['has only its lease', `lease_owner = 'another'`],
    ['life of it has taken it up anew', `version = version + 1`],
  ])('does not write where another %s', async (_, taken) => {
    const { bot, code, sql, goOn } = await aboutToWrite(open, '/role rename 1203141 财务部', rename)
    await sql(`UPDATE requests SET ${taken} WHERE code = '${code}'`)
    goOn()
    await eventually(() => bot.log.some(({ event }) => event === 'lease.lost'))
    expect(bot.calls(rename)).toHaveLength(1)
    expect(bot.sandbox.company.roles.get(1203141)?.name).toBe('财务')
  })

  test('writes where nobody has taken it meanwhile, however long it slept', async () => {
    const { bot, code, sql, goOn } = await aboutToWrite(open, '/role rename 1203141 财务部', rename)
    await sql(`UPDATE requests SET lease_until = 1 WHERE code = '${code}'`)
    goOn()
    await reaches(bot, code, 'Done')
    expect(bot.calls(rename)).toHaveLength(2)
  })

  test('does not go on with the rest of a batch', async () => {
    const { url, sql } = await open()
    const bot = await startOn(async () => ({ url, sql }))
    const people = Array.from({ length: 25 }, (_, n) => `CROWD${n}`)
    for (const userid of people)
      bot.sandbox.company.addPerson({ userid, name: userid, departments: [1] })
    const { code } = await ask(bot, 'boss001', `/role add 1203141 ${people.join(' ')}`)
    const stop = bot.sandbox.listen(event => {
      if (event.kind !== 'call' || event.call.path !== add) return
      stop()
      // The first twenty are in, and no more is said in time.
      bot.sandbox.faults.set('busy', { path: add, times: 1 })
    })
    await bot.presses('boss002', 'approve')
    await eventually(() => bot.clock.sleeps().includes(500))
    await sql(
      `UPDATE requests SET version = version + 1, lease_owner = 'another' WHERE code = '${code}'`,
    )
    bot.clock.advance(500)
    await eventually(() => bot.log.some(({ event }) => event === 'lease.lost'))
    expect(bot.calls(add)).toHaveLength(2)
    expect(bot.sandbox.company.roles.get(1203141)?.members.size).toBe(22)
  })
})
