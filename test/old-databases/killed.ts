import { z } from 'zod'
import { ask, cardOf, done, reaches } from '../changes/ask.ts'
import { eventually } from '../support/eventually.ts'
import { add, endOf, newRole, remove, variants } from './variants.ts'
import type { World } from './world.ts'

const second = 1000
const minute = 60 * second
const admins = '/topapi/user/listadmin'

/** Of every command what waits and what is on its way, at the moment in which the robot is gone without a word. */
export async function makeKilled(world: World): Promise<void> {
  const { bot, asked, note } = world
  const ends = await grants(world)
  const listed = await reminders(world, ends)
  for (const one of variants) await asked(one, 'awaiting')
  const cut = await toBeCut(world)
  await bot.settled()
  await postponed(world, ends)
  // From here on no two seconds pass: whoever had no answer reads what is so only after that.
  await endsRunning(world, ends)
  for (const go of cut.running) await go()
  await unshown(world, cut.rejected)
  await extendsRunning(world, cut.extends, listed)
  await received(world, cut.pressed)
  note(cut.pressed.code, 'role rename: awaiting, a press on it is received')
}

type Ends = Awaited<ReturnType<typeof grants>>

/** Grants for a time, and the ends that they have left behind. */
async function grants({ bot, database, note, agree, asked, variant }: World) {
  const grant = async (what: string, length: string) => {
    const { id, members } = await newRole(bot, 4)
    const { code } = await done(bot, 'boss001', `/role add ${id} EMP123 --for ${length}`)
    note(code, `role add --for: done, its end: ${what}`)
    const end = await endOf(database.sql, code)
    note(end, `end of a grant: ${what}`)
    return { code, end, has: () => members().has('EMP123') }
  }
  await grant('scheduled, before its reminder', '10d')
  const early = await grant('scheduled, let go before its reminder', '10d')
  await bot.says('boss002', `/到期收回 ${early.end}`)
  const longer = await grant('scheduled, prolonged before its reminder', '10d')
  const { code } = await ask(bot, 'boss001', `/role extend ${longer.code} --for 2d`)
  note(code, 'role extend: done, in words')
  await bot.says('boss002', `/approve ${code}`)
  await bot.settled()
  const reminded = await grant('scheduled, reminded', '510m')
  const letGo = await grant('scheduled, reminded and let go', '511m')
  const prolonged = await grant('scheduled, reminded and prolonged', '512m')
  const refused = await grant('scheduled, postponed: DingTalk refused it', '478m')
  const unread = await grant('scheduled, postponed: the directory could not be read', '480m')
  bot.clock.advance(20 * second)
  const lost = await grant('running', '480m')
  const hung = await grant('running', '480m')

  // Nobody knows whether it was granted: it ends all the same.
  for (const fault of ['busy', 'lose-answer'] as const) bot.sandbox.faults.set(fault, { path: add })
  const unclear = await asked(variant('role add --for'), 'unclear, and its end is scheduled')
  await agree(unclear)
  await bot.clock.fly(reaches(bot, unclear.code, 'Unclear'))
  bot.sandbox.faults.clear()
  note(await endOf(database.sql, unclear.code), 'end of a grant: scheduled, of one that is unclear')
  await bot.clock.fly(bot.settled())
  return { reminded, letGo, prolonged, refused, unread, lost, hung }
}

const moments = z.tuple([z.object({ details: z.string() })])
const ending = z.object({ endsAt: z.iso.datetime() })

/** Time passes until so long after that end's moment. */
async function until({ bot, database }: World, code: string, ms: number) {
  const [row] = moments.parse(
    await database.sql(`SELECT details FROM requests WHERE code = '${code}'`),
  )
  const { endsAt } = ending.parse(JSON.parse(row.details))
  await bot.passes(Date.parse(endsAt) + ms - bot.clock.now().getTime())
}

/** Reminders are out, and answered. Resolves with how often an extension asks who is an administrator. */
async function reminders(world: World, { reminded, letGo, prolonged }: Ends): Promise<number> {
  const { bot, note } = world
  await until(world, prolonged.end, -55 * minute)
  const cardOut = (code: string) => eventually(() => cardOf(bot, code))
  await cardOut(reminded.end)
  await bot.presses('boss002', 'letgo', (await cardOut(letGo.end)).outTrackId)
  await bot.settled()
  const { tips } = await bot.presses('boss002', 'extend', (await cardOut(prolonged.end)).outTrackId)
  const asked = /put (\w{5}) before its approvers/.exec(tips)?.[1] ?? ''
  note(asked, 'role extend: done, asked for by the button of the reminder')
  const { outTrackId } = await reaches(bot, asked, 'Waiting')
  await bot.settled()
  const before = bot.calls(admins).length
  await bot.presses('boss001', 'approve', outTrackId)
  await reaches(bot, asked, 'Done')
  await bot.settled()
  return bot.calls(admins).length - before
}

/** Asked for, to be agreed to at the last moment; of each command one for each thing that can have become of its call. */
async function toBeCut(world: World) {
  const { bot, asked, unanswered, onItsWay, note, variant } = world
  const { faults } = bot.sandbox
  const running: (() => Promise<void>)[] = []
  for (const one of variants)
    for (const path of one.paths) {
      const lost = await asked(one, '')
      running.push(async () => {
        faults.set('lose-answer', { path, times: 1 })
        await unanswered(lost)
        const effect = lost.matter.effect() ? 'yes' : 'in part'
        note(lost.code, `${one.name}: running, ${path} done and not answered`, { effect })
      })
      const hung = await asked(one, '')
      running.push(async () => {
        await onItsWay(hung, path)
        const effect = path === '/topapi/role/deleterole' ? 'in part' : 'no'
        note(hung.code, `${one.name}: running, ${path} not done`, { effect })
      })
    }
  const half = await asked(variant('role add'), '')
  running.push(async () => {
    faults.set('half-batch', { path: add, times: 1 })
    faults.set('lose-answer', { path: add, times: 1 })
    await unanswered(half)
    note(half.code, `role add: running, ${add} done for half of them and not answered`, {
      effect: 'in part',
    })
  })
  return {
    running,
    extends: {
      prolonged: await asked(variant('role extend'), '', { single: false }),
      notBegun: await asked(variant('role extend'), '', { single: false }),
    },
    pressed: await asked(variant('role rename'), '', { single: false }),
    rejected: await asked(variant('role rename'), '', { single: false }),
  }
}

/** One that DingTalk refused, and one for which the directory could not be read: both are to be tried again soon. */
async function postponed(world: World, { refused, unread }: Ends) {
  const { faults } = world.bot.sandbox
  faults.set('permission-missing', { path: remove })
  // It reads what is so a moment after the no.
  await world.bot.clock.fly(until(world, refused.end, second))
  faults.clear()
  faults.set('permission-missing', { path: '/topapi/role/' })
  await until(world, unread.end, second)
  faults.clear()
}

/** Two ends have come: the call of one is on its way, and what the other did was not answered. */
async function endsRunning(world: World, { lost, hung }: Ends) {
  const { bot, note } = world
  const { faults } = bot.sandbox
  faults.set('hang', { path: remove, times: 1 })
  faults.set('lose-answer', { path: remove, times: 1 })
  bot.clock.advance(20 * second)
  await eventually(() => faults.list().length === 0)
  await eventually(() => [lost, hung].some(({ has }) => !has()))
  await eventually(() => bot.log.filter(({ event }) => event === 'run.failed').length > 0)
  for (const { end, has } of [lost, hung])
    note(end, `end of a grant: running, ${has() ? 'not done' : 'done and not answered'}`, {
      effect: has() ? 'no' : 'yes',
    })
}

/** Decided or answered, and the card of it on its way. */
async function unshown(
  { bot, variant, note, database }: World,
  rejected: Parameters<World['agree']>[0],
) {
  const { faults } = bot.sandbox
  const hung = async (path: string, act: () => Promise<unknown>) => {
    faults.set('hang', { path, times: 1 })
    void act()
    await eventually(() => faults.list().every(({ name }) => name !== 'hang'))
  }
  const create = '/v1.0/card/instances/createAndDeliver'
  await hung(create, () => bot.sandbox.say('boss001', '/role list'))
  const { line } = await variant('role rename').prepare(bot, 2)
  await hung(create, () => bot.sandbox.say('boss001', line))
  await hung('/v1.0/card/instances', () =>
    bot.sandbox.press('boss002', rejected.outTrackId, 'reject'),
  )
  note(rejected.code, 'role rename: rejected, its card not edited yet')
  for (const { code, line } of await lines(database, 'owed = 1'))
    if (code !== rejected.code) note(code, `${line}: its card not out yet`)
}

const texts = z.array(z.object({ code: z.string(), line: z.string() }))
const lines = async ({ sql }: World['database'], where: string) =>
  texts.parse(await sql(`SELECT code, line FROM requests WHERE ${where}`))

/** Their work is in the database: one is in effect there, and one was not begun. */
async function extendsRunning(
  { bot, note, agreedNotBegun, isNow }: World,
  { prolonged, notBegun }: Record<'prolonged' | 'notBegun', Parameters<World['agree']>[0]>,
  listed: number,
) {
  const { faults } = bot.sandbox
  let left = listed - 1
  const stop = bot.sandbox.listen(event => {
    if (event.kind !== 'call' || event.call.path !== admins) return
    left -= 1
    if (left > 0) return
    stop()
    faults.set('hang', { path: admins, times: 1 })
  })
  await bot.presses('boss002', 'approve', prolonged.outTrackId)
  await eventually(() => left <= 0 && faults.list().every(({ path }) => path !== admins))
  await isNow(prolonged.code, 'running')
  note(prolonged.code, 'role extend: running, the end is moved', { effect: 'yes' })
  await agreedNotBegun(notBegun)
  note(notBegun.code, 'role extend: running, not begun', { effect: 'no' })
}

/** Stored and acknowledged, and nothing more: lines, and a press. */
async function received(
  { bot, database, variant, next, note }: World,
  pressed: Parameters<World['agree']>[0],
) {
  const { line } = await variant('role add --for').prepare(bot, next())
  await bot.hears(() => bot.sandbox.event('org_admin_add', { userId: ['EMP123'] }))
  bot.sandbox.faults.set('hang', { path: admins })
  void bot.sandbox.press('boss002', pressed.outTrackId, 'approve')
  await bot.sandbox.say('boss001', '/role members 财务')
  await bot.sandbox.say('boss001', line)
  await bot.sandbox.say('manager4220', '/角色 列表', { conversation: 'single' })
  await bot.sandbox.say('boss001', '', { msgtype: 'picture' })
  await bot.sandbox.say('boss001', '/role of @Jane Doe', { mentions: ['EMP203'] })
  await eventually(async () => {
    const rows = await database.sql("SELECT id FROM requests WHERE status = 'received'")
    return rows.length === 6
  })
  for (const { code, line } of await lines(database, "status = 'received'"))
    note(code, `received: ${line}`)
}
