import { describe, expect, test } from '@jest/globals'
import { policySchema } from '../../src/core/access/policy.ts'
import { ask, done, reaches, startOn } from '../changes/ask.ts'
import type { Bot } from '../support/bot.ts'
import { databases, look } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'

/** A role with so many members, of whom the last is `last`. */
function largeRole(bot: Bot, members: number, last: string) {
  const others = Array.from({ length: members - 1 }, (_, n) => `many${n}`)
  const { persons } = bot.sandbox.company
  const like = persons.get('EMP123')
  // Without an event for each.
  if (like) for (const userid of others) persons.set(userid, { ...like, userid, name: userid })
  return String(bot.sandbox.company.addRole('large', 900200, [...others, last]).id)
}

/** So many more rows like the ones that are meant, but for these columns: SQL, `i` counts. */
async function copies(
  bot: Bot,
  where: string,
  count: number,
  others: Readonly<Record<string, string>>,
) {
  const url = bot.config.databaseUrl
  const [row] = await look(url, `SELECT * FROM requests WHERE ${where}`)
  const names = Object.keys(Object(row))
  await look(
    url,
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
     INSERT INTO requests (${names.join(', ')})
     SELECT ${names.map(name => others[name] ?? name).join(', ')} FROM requests, n WHERE ${where}`,
  )
}

/** As many more ends as are asked for, all older than the one that is there. */
const moreEnds = (bot: Bot, count: number) =>
  copies(bot, `status = 'scheduled'`, count, {
    id: `'more' || i`,
    msg_id: `'more' || i`,
    parent: `'more' || i`,
    code: `'X' || i`,
    created_at: 'created_at - 1000',
    details: `replace(details, '"ends":"', '"ends":"X')`,
  })

/** Changes like the one with this code, of another role perhaps, in the hands of a process that lives. */
const underWay = (
  bot: Bot,
  code: string,
  { count, role, createdMs }: { count: number; role: string; createdMs: number },
) =>
  copies(bot, `code = '${code}'`, count, {
    id: `'of ${role} ' || i`,
    msg_id: 'NULL',
    code: `'${role.slice(-1)}' || i`,
    status: `'running'`,
    owed: '0',
    lease_owner: `'start 1'`,
    lease_until: 'created_at + 1000000000',
    created_at: `created_at + ${createdMs}`,
    details: `replace(details, '1203142', '${role}')`,
  })

describe.each(databases)('what is long is not cut in silence, on $name', ({ open }) => {
  test('a grant is extended however many ends are to come, and /pending counts them all', async () => {
    const bot = await startOn(open)
    const { code } = await ask(bot, 'boss001', '/role add 1203142 EMP203 --for 8h')
    await bot.presses('boss002', 'approve')
    await reaches(bot, code, 'Done')
    await bot.settled()
    await moreEnds(bot, 1_100)

    const pending = await bot.says('boss001', '/pending')
    expect(pending.title).toBe('1101 requests waiting')
    expect(pending.markdown).toContain('These are 1000 of 1101')
    const { markdown } = await ask(bot, 'boss001', `/role extend ${code} --for 8h`)
    expect(markdown).toContain('8h longer')
  })

  test('an end waits for another change of its people, however many changes are under way', async () => {
    const bot = await startOn(open)
    const { code } = await ask(bot, 'boss001', '/role add 1203142 EMP203 --for 8h')
    await bot.presses('boss002', 'approve')
    await reaches(bot, code, 'Done')
    await bot.settled()
    await underWay(bot, code, { count: 1_001, role: '1203143', createdMs: -1000 })
    await underWay(bot, code, { count: 1, role: '1203142', createdMs: 1000 })
    bot.clock.advance(8 * 3_600_000)
    const removals = () => bot.calls('/topapi/role/removerolesforemps')
    const tried = () => bot.log.find(({ event }) => event === 'scheduled.postponed')
    await bot.clock.fly(eventually(() => tried() ?? removals()[0]))
    expect(removals()).toEqual([])
  })

  test('/pending shows every one of 300', async () => {
    const bot = await startOn(open)
    const { code } = await ask(bot, 'boss001', '/role add 1203142 EMP203 --for 8h')
    await bot.presses('boss002', 'approve')
    await reaches(bot, code, 'Done')
    await bot.settled()
    await moreEnds(bot, 299)
    const last = await bot.says('boss001', '/pending --page 15')
    expect(last).toMatchObject({ title: '300 requests waiting' })
    expect(last.markdown.match(/^- /gmu)).toHaveLength(20)
    expect(last.markdown).not.toContain('These are')
  })
})

test('the 10,001st member of a role has it already, loses it, and is counted', async () => {
  const bot = await startOn(databases[0].open)
  const id = largeRole(bot, 10_001, 'EMP203')
  expect((await bot.says('boss001', `/role add ${id} EMP203`)).markdown).toContain(
    'They all have the role "large" already.',
  )
  expect((await bot.says('boss001', `/role show ${id}`)).markdown).toContain('10001')
  const members = await bot.says('boss001', `/role members ${id}`)
  expect(members.title).toBe('large: 10001 members')
  expect(members.markdown).toContain('These are the first 10000.')
  await done(bot, 'boss001', `/role remove ${id} EMP203`)
  expect(bot.sandbox.company.roles.get(Number(id))?.members.has('EMP203')).toBe(false)
})

test('/audit says that it shows the newest only where there are more', async () => {
  const bot = await startOn(databases[0].open)
  for (let n = 0; n < 100; n += 1) await bot.says('boss001', '/whoami')
  await bot.settled()
  // With its own line's coming there are 201.
  const more = await bot.says('boss001', '/audit')
  expect(more.title).toBe('The newest 200 records')
  const whole = await bot.says('boss001', '/audit --by boss002')
  expect(whole.title).toBe('0 records')
})

test('a card says how many more may approve than it names', async () => {
  const bot = await startOn(databases[0].open, { policy: policySchema.parse({}) })
  for (let n = 0; n < 12; n += 1) {
    const userid = `main${n}`
    bot.sandbox.company.addPerson({ userid, name: userid })
    await bot.hears(() => bot.sandbox.company.addAdmin(userid, { level: 1, scope: [] }))
  }
  const { markdown } = await ask(bot, 'boss001', '/role rename 1203141 财务部')
  expect(markdown).toMatch(/\d+ others may approve, too\./)
})
