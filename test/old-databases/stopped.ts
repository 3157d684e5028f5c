import { requestOfHead } from '../../src/core/note-head.ts'
import { policySchema } from '../../src/core/policy.ts'
import { ask, codeOf, done, reaches } from '../changes/ask.ts'
import { storeOn } from '../store/stores.ts'
import { eventually } from '../support/eventually.ts'
import { add, variants } from './variants.ts'
import type { World } from './world.ts'

const conversation = 'cidS4ndb0xGr0up+B/2=='
const day = 24 * 3_600_000

/** Two others agree to what is risky, another to what is not; a sole main administrator may decide; the head is noted. */
export const agreeingPolicy = {
  approvals: {
    low: { by: 'peer' },
    high: { by: 'peer', count: 2 },
    critical: { by: 'main', count: 2 },
  },
  soleMainAdministratorMayApprove: true,
  auditHead: { conversation },
  protectedRoles: ['门店巡检'],
  mostPeople: 3,
}
policySchema.parse(agreeingPolicy)

/** Requests that some have agreed to, and the heads of the audit; then the robot is stopped in order, with work in hand. */
export async function makeStopped(world: World): Promise<void> {
  const { bot } = world
  await bot.settled()
  await bot.passes(day + 3_600_000)
  await alone(world)
  await bot.hears(() => bot.sandbox.company.addAdmin('EMP203', { level: 1, scope: [1] }))
  await refused(world)
  for (const one of variants) if (one.name !== 'role extend') await agreed(world, one)
  await stopped(world)
}

/** Everybody else has left: the sole main administrator decides. */
async function alone({ bot, note, variant, next }: World) {
  const { company } = bot.sandbox
  const others = ['boss002', 'manager4220', 'manager5310'] as const
  const rights = others.map(userid => [userid, company.persons.get(userid)?.admin] as const)
  for (const userid of others) await bot.hears(() => company.removeAdmin(userid))
  for (const name of ['role rename', 'role add --for', 'role delete', 'rbac create']) {
    const { line } = await variant(name).prepare(bot, next())
    const { code } = await done(bot, 'boss001', line, { by: 'boss001' })
    note(code, `${name}: done, agreed to alone`)
  }
  for (const name of ['role remove', 'role scope --everyone']) {
    const { line } = await variant(name).prepare(bot, next())
    const { code } = await ask(bot, 'boss001', line)
    note(code, `${name}: awaiting, to be agreed to alone`)
  }
  const { line } = await variant('role rename').prepare(bot, next())
  const { code } = await ask(bot, 'boss001', line)
  note(code, 'role rename: cancelled, to be agreed to alone')
  await bot.says('boss001', `/cancel ${code}`)
  for (const [userid, admin] of rights)
    if (admin) await bot.hears(() => company.addAdmin(userid, admin))
  await bot.settled()
}

/** By the policy. */
async function refused({ bot }: World) {
  await bot.says('boss001', '/role rename 12345 "另一个"')
  await bot.says('boss001', '/role add 1203142 EMP201 EMP202 EMP203 EMP300')
  await bot.says('manager5310', '/role scope manager4220 1203141 --everyone')
}

/** Of one command what some have agreed to, and what came of it. */
async function agreed(world: World, one: (typeof variants)[number]) {
  const { bot, note, asked } = world
  const both = ['boss002', 'EMP203'] as const
  if (!one.low) {
    const { outTrackId } = await asked(one, 'awaiting, with one approval of two', { single: false })
    await bot.presses('boss002', 'approve', outTrackId)
  }
  await asked(one, 'awaiting, without an approval')
  const full = await asked(one, 'done, agreed to by all who must', { single: false })
  for (const userid of one.low ? ['manager4220'] : both)
    await bot.presses(userid, 'approve', full.outTrackId)
  await bot.clock.fly(reaches(bot, full.code, 'Done'))
  const plain = await asked(one, 'rejected without a reason', { single: false })
  if (!one.low) await bot.presses('EMP203', 'approve', plain.outTrackId)
  await bot.presses('boss002', 'reject', plain.outTrackId)
  const why = await asked(one, 'rejected with a reason')
  await bot.says('boss002', `/拒绝 ${why.code} "再等等" ／ not yet`)
  await bot.settled()
  if (!one.undoable) return
  const undo = await bot.says('boss001', `/undo ${full.code}`)
  note(codeOf(undo.title), `${one.name}: the undo, awaiting, with one approval of two`)
  await bot.presses('boss002', 'approve', undo.outTrackId)
  await bot.settled()
}

/** Calls are on their way or unanswered, and the directory does not answer: what is in hand is handed back. */
async function stopped(world: World) {
  const { bot, database, asked, variant, next, note } = world
  const { faults } = bot.sandbox
  const inEffect: readonly string[] = [
    'role rename',
    'role add --for',
    'role create',
    'rbac create',
  ]
  const cut = []
  for (const one of variants) {
    const path = one.paths.at(-1)
    if (path === undefined) continue
    cut.push({ one, path, card: await asked(one, '', { single: false }) })
  }
  const { line } = await variant('role rename').prepare(bot, next())
  await bot.settled()
  for (const { one, path, card } of cut) {
    const lost = inEffect.includes(one.name)
    const by = one.low ? ['manager4220'] : ['boss002', 'EMP203']
    for (const userid of by.slice(0, -1)) await bot.presses(userid, 'approve', card.outTrackId)
    faults.set(lost ? 'lose-answer' : 'hang', { path, times: 1 })
    const last = by.at(-1) ?? ''
    await bot.presses(last, 'approve', card.outTrackId)
    await eventually(() => faults.list().length === 0)
    const gone = () =>
      bot.log.some(
        ({ event, fields }) => event === 'run.failed' && card.outTrackId.includes(`${fields.id}`),
      )
    if (lost) await eventually(gone)
    const effect = lost ? 'yes' : one.name === 'role delete' ? 'in part' : 'no'
    if (lost !== card.matter.effect()) throw new Error(`${one.name}: not as meant`)
    note(
      card.code,
      `${one.name}: running, ${path} ${lost ? 'done and not answered' : 'not done'}`,
      {
        effect,
      },
    )
  }
  await bot.hears(() => bot.sandbox.event('org_admin_add', { userId: ['EMP123'] }))
  faults.set('hang', { path: '/topapi/' })
  await bot.sandbox.say('boss001', line)
  await eventually(() => (faults.list()[0]?.struck ?? 0) > 0)
  // What a crash leaves of tomorrow's note: between its receipt and the answer nothing is asked of DingTalk.
  const { requests } = await storeOn(database.url, { owner: 'start 1', clock: bot.clock })
  const dice = { newId: () => 'note-of-head', random: () => 0.5 }
  const tomorrow = new Date(bot.clock.now().getTime() + day)
  const received = await requests.receive(requestOfHead(dice, conversation, tomorrow))
  if (received) note(received.code, 'a note of the audit’s head: received')
  await bot.clock.fly(bot.stop())
  if (bot.calls(add).length === 0) throw new Error('nothing was added')
}
