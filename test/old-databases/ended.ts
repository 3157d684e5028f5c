import { ask, codeOf, done, reaches } from '../changes/ask.ts'
import { eventually } from '../support/eventually.ts'
import { add, endOf, newRole, remove, type Variant, variants } from './variants.ts'
import type { World } from './world.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Everything that has come to an end, of every command. */
export async function makeEnded(world: World): Promise<void> {
  await expired(world)
  for (const one of variants) await ends(world, one)
  await extendFailed(world)
  await extendUnclear(world)
  await plannedEnds(world)
  await inPart(world)
  await rightsGone(world)
}

/** Nobody decided for a day; and an end that DingTalk refused for as long. */
async function expired({ bot, asked, note, database }: World) {
  const { id } = await newRole(bot, 1)
  const grant = await done(bot, 'boss001', `/role add ${id} EMP123 --for 8h`)
  note(grant.code, 'role add --for: done, its end failed')
  const end = await endOf(database.sql, grant.code)
  note(end, 'end of a grant: failed after a day')
  for (const one of variants) await asked(one, 'expired')
  bot.sandbox.faults.set('permission-missing', { path: remove })
  await bot.clock.fly(bot.passes(33 * hour))
  await bot.clock.fly(reaches(bot, end, 'Not done'))
  bot.sandbox.faults.clear()
  await bot.clock.fly(bot.settled())
}

/** Of one command every end that it can have under the built-in policy. */
async function ends(world: World, one: Variant) {
  const { bot, asked, agree, ended, note, next } = world
  const { faults } = bot.sandbox

  const byButton = await asked(one, 'cancelled by the button')
  if (!byButton.single) await bot.presses('boss001', 'cancel', byButton.outTrackId)
  else await bot.says('boss001', `/取消 ${byButton.code}`, { conversation: 'single' })

  if (!one.low) {
    const plainly = await asked(one, 'rejected without a reason')
    if (!plainly.single) await bot.presses('boss002', 'reject', plainly.outTrackId)
    else await bot.says('boss002', `/reject ${plainly.code}`, { conversation: 'single' })
    const why = await asked(one, 'rejected with a reason')
    await bot.says('boss002', `/拒绝 ${why.code} "not \\"before\\" ／  the" *audit* 还不行`)
  }
  await bot.settled()

  await ended(one, 'done', 'Done')
  if (one.undoable) await undone(world, one)

  const refused = await one.prepare(bot, next())
  const no = await bot.says('boss001', refused.refused)
  if (no.title !== 'Not done') throw new Error(`${refused.refused}: ${no.title}`)

  const moved = await asked(one, 'superseded: reality moved')
  await moved.matter.outside()
  await agree(moved)
  await bot.settled()

  if (one.paths.length === 0) return
  for (const path of one.paths) {
    faults.set('busy', { path })
    faults.set('lose-answer', { path })
    await ended(one, `unclear: ${path} neither done nor answered`, 'Unclear')
    faults.clear()
    faults.set('permission-missing', { path })
    const card = await asked(one, `DingTalk refused ${path}`)
    await agree(card)
    await bot.clock.fly(
      eventually(async () => {
        const { status } = await world.rowOf(card.code)
        return ['failed', 'unclear', 'done'].includes(status)
      }),
    )
    await bot.clock.fly(bot.settled())
    faults.clear()
    note(card.code, `${one.name}: ${(await world.rowOf(card.code)).status}, refused ${path}`)
  }
}

/** Taken back; and about to be, and not to be. */
async function undone({ bot, ended, note }: World, one: Variant) {
  const first = await ended(one, 'done and undone', 'Done')
  const undo = await bot.says('boss001', `/undo ${first.code}`)
  const code = codeOf(undo.title)
  note(code, `${one.name}: the undo, done`)
  await bot.presses('boss002', 'approve', undo.outTrackId)
  await bot.clock.fly(reaches(bot, code, 'Done'))
  await bot.settled()

  const second = await ended(one, 'done, its undo is waiting', 'Done')
  const waiting = await bot.says('boss001', `/撤销 ${second.code}`)
  note(codeOf(waiting.title), `${one.name}: the undo, awaiting`)
}

/** The grant ended while its extension was agreed to and not begun. */
async function extendFailed({ bot, database, asked, variant, agreedNotBegun, isNow, note }: World) {
  const one = variant('role extend')
  const { id } = await newRole(bot, 2)
  const grant = await done(bot, 'boss001', `/role add ${id} EMP123 --for 30m`)
  const end = await endOf(database.sql, grant.code)
  await bot.passes(30 * minute - 20 * second)
  const line = `/role extend ${end} --for 1d`
  const matter = { line, refused: '', outside() {}, effect: () => false }
  const card = await asked(one, 'failed: the grant was over', { matter, single: false })
  await agreedNotBegun(card)
  bot.clock.advance(20 * second)
  await isNow(end, 'done')
  note(end, 'end of a grant: done while its extension was on its way')
  bot.sandbox.faults.clear()
  await bot.clock.fly(reaches(bot, card.code, 'Not done'))
  await bot.clock.fly(bot.settled())
}

/** Agreed to, and not begun when the robot was stopped; by then another extension had moved the end. */
async function extendUnclear(world: World) {
  const { bot, asked, agree, variant, agreedNotBegun, isNow } = world
  const one = variant('role extend')
  const matter = await one.prepare(bot, 0)
  const first = await asked(one, 'unclear: the end moved meanwhile', { matter, single: false })
  const longer = { ...matter, line: matter.line.replace(/--for .*/, '--for 4w') }
  const second = await asked(one, 'done while another was on its way', {
    matter: longer,
    single: true,
  })
  await bot.settled()
  await agreedNotBegun(first)
  await agree(second)
  await isNow(second.code, 'done')
  await bot.clock.fly(bot.stop())
  bot.sandbox.faults.clear()
  await bot.start()
  await bot.clock.fly(bot.settled())
}

/** What was granted for a time, and has ended. */
async function plannedEnds({ bot, database, note }: World) {
  const { company, faults } = bot.sandbox
  const grant = async (what: string, length: string) => {
    const { id } = await newRole(bot, 3)
    const { code } = await done(bot, 'boss001', `/role add ${id} EMP123 EMP203 --for ${length}`)
    note(code, `role add --for: done, its end: ${what}`)
    const end = await endOf(database.sql, code)
    note(end, `end of a grant: ${what}`)
    return { id, end }
  }
  await grant('done', '30m')
  const nothing = await grant('nothing was left to take away', '31m')
  company.removeMembers([nothing.id], ['EMP123', 'EMP203'])
  await grant('done after a reminder', '70m')
  const letGo = await grant('done after it was let go', '71m')
  const unclear = await grant('unclear', '80m')
  await bot.passes(32 * minute)
  const card = await eventually(() =>
    [...bot.sandbox.cards.values()].find(one => one.cardParamMap.title?.includes(letGo.end)),
  )
  await bot.presses('manager4220', 'letgo', card.outTrackId)
  await bot.passes(40 * minute)
  faults.set('busy', { path: remove })
  faults.set('lose-answer', { path: remove })
  await bot.clock.fly(bot.passes(9 * minute))
  await bot.clock.fly(reaches(bot, unclear.end, 'Unclear'))
  faults.clear()
  await bot.clock.fly(bot.settled())
}

/** DingTalk takes some of them, and not who has left meanwhile; or nobody of them. */
async function inPart({ bot, note, database }: World) {
  const { company, faults } = bot.sandbox
  const { id } = await newRole(bot, 5)
  for (const userid of ['LEFT1', 'LEFT2'])
    await bot.hears(() => company.addPerson({ userid, name: `离职 "${userid}"` }))
  faults.set('half-batch', { path: add, times: 1 })
  faults.set('lose-answer', { path: add, times: 1 })
  const some = await ask(bot, 'boss001', `/role add ${id} EMP123 LEFT1 --for 20d`)
  note(some.code, 'role add --for: done, not for all of them')
  const stop = bot.sandbox.listen(event => {
    if (event.kind !== 'call' || event.call.path !== add) return
    company.removePerson('LEFT1')
    stop()
  })
  await bot.presses('boss002', 'approve', some.outTrackId)
  await bot.clock.fly(reaches(bot, some.code, 'Done'))
  note(await endOf(database.sql, some.code), 'end of a grant: scheduled, for some of them')

  const none = await ask(bot, 'boss001', `/role add ${id} LEFT2`)
  note(none.code, 'role add: failed for everybody')
  faults.set('hang', { path: add, times: 1 })
  await bot.presses('boss002', 'approve', none.outTrackId)
  await eventually(() => faults.list().length === 0)
  company.removePerson('LEFT2')
  faults.clear()
  await bot.clock.fly(reaches(bot, none.code, 'Not done'))
  await bot.clock.fly(bot.settled())
}

/** Whoever asked is no administrator any more: at the approval, and before what was lost is run again. */
async function rightsGone({ bot, note, asked, variant }: World) {
  const { company, faults } = bot.sandbox
  const path = '/role/update_role'
  const admin = company.persons.get('boss001')?.admin
  if (!admin) throw new Error('no administrator')
  const cancelled = await asked(variant('role rename'), '', { single: false })
  note(cancelled.code, 'role rename: cancelled, its requester may no longer ask for it')
  await bot.hears(() => company.removeAdmin('boss001'))
  await bot.presses('boss002', 'approve', cancelled.outTrackId)
  await bot.settled()
  await bot.hears(() => company.addAdmin('boss001', admin))

  const failed = await asked(variant('role rename'), '', { single: false })
  note(failed.code, 'role rename: failed, the right to do it was gone')
  for (const fault of ['busy', 'lose-answer'] as const) faults.set(fault, { path, times: 1 })
  const stop = bot.sandbox.listen(event => {
    if (event.kind !== 'call' || event.call.path !== path) return
    stop()
    company.removeAdmin('boss001')
  })
  await bot.presses('boss002', 'approve', failed.outTrackId)
  await bot.clock.fly(reaches(bot, failed.code, 'Not done'))
  await bot.clock.fly(bot.settled())
  await bot.hears(() => company.addAdmin('boss001', admin))
}
