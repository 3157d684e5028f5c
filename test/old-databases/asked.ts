import { codeOf, done } from '../changes/ask.ts'
import { eventually } from '../support/eventually.ts'
import type { World } from './world.ts'

const second = 1000
const minute = 60 * second
const day = 24 * 60 * minute

/** What is no change, and how it and changes are shown: as a card, as text, and not at all. */
export async function makeAsked(world: World): Promise<void> {
  await purged(world)
  await questions(world)
  await asText(world)
  await owed(world)
}

/** Over for so long that what it says of people is gone. */
async function purged({ bot, note, asked, variant }: World) {
  const question = await bot.says('boss001', '/role members 1203141')
  const renamed = await done(bot, 'boss001', '/role rename 1203142 "出纳 \\"一\\""')
  note(renamed.code, 'role rename: done, and purged')
  const rejected = await asked(variant('role remove'), 'rejected with a reason, and purged')
  await bot.says('boss002', `/reject ${rejected.code} EMP123 stays`)
  await bot.settled()
  const before = await bot.says('boss001', '/audit')
  if (!before.markdown.includes(renamed.code) || question.title === '') throw new Error('no audit')
  await bot.stop()
  await bot.passes(31 * day)
  await bot.start()
  await bot.settled()
}

/** What is no change, and what is refused before it is one. */
async function questions({ bot, note }: World) {
  const { company, faults } = bot.sandbox
  const crowd = company.addCrowdedRole('全员 "活动" ／', 900400, 45)
  const list = await bot.says('boss001', `/role members ${crowd.id}`)
  await bot.presses('boss001', 'next', list.outTrackId)
  await bot.presses('boss002', 'next', list.outTrackId)
  await bot.presses('EMP123', 'next', list.outTrackId)
  for (const line of [
    '/role list',
    '／角色　列表',
    '/role members 财务',
    '/role show 1203141',
    '/role of manager4220',
    '/whoami',
    '/status',
    '/help',
    '/帮助 角色',
    '/help role members --page 1',
    '/audit',
    '/审计 --by 周航 --since 1h',
    '/audit --role 1203141 --page 2',
    '/pending',
    '/待办',
    '/rbac list',
    '/rbac show roleSeed001',
    // Refused.
    'no command at all',
    '/role',
    '/role rename',
    '/role rename "unclosed',
    '/approve ZZZZZ',
    '/undo 12',
    '/rbac show role404',
  ])
    await bot.says('boss001', line)
  for (const line of ['/role list', '/我是谁', '/status'])
    await bot.says('manager4220', line, { conversation: 'single' })
  await bot.says('EMP123', '/role list')
  await bot.says('EMP123', '/role rename 1203141 "我的"')
  await bot.says('outsider001', '/role list')
  await bot.says('boss001', '/role of @Olaf Outside', { mentions: ['outsider001'] })
  await bot.says('boss001', '/role of @Jane Doe', { mentions: ['EMP203'] })
  for (const msgtype of ['picture', 'file', 'unknownMsgType'])
    await bot.says('boss001', '/role list', { msgtype })
  faults.set('over-quota', { times: 1 })
  await bot.says('boss001', '/role list')
  faults.set('permission-missing', { path: '/topapi/role/simplelist' })
  await bot.says('boss001', '/role members 1203142')
  faults.clear()

  const waiting = await bot.says('boss001', '/role rename 12345 "门店 \\"巡检\\" ／ 二"')
  const code = codeOf(waiting.title)
  note(code, 'role rename: awaiting, presses on it were refused')
  for (const [who, button] of [
    ['boss001', 'approve'],
    ['boss001', 'reject'],
    ['boss002', 'cancel'],
    ['EMP123', 'approve'],
    ['outsider001', 'approve'],
  ] as const)
    await bot.presses(who, button, waiting.outTrackId)
  await bot.sandbox.press('boss002', waiting.outTrackId, 'detonate', { params: { action: 'x' } })
  for (const line of [`/undo ${code}`, `/letgo ${code}`, `/approve ${code}`])
    await bot.says('boss001', line)
}

/** While no card can be sent, words stand in for it, and are answered in words. */
async function asText({ bot, note, variant, next }: World) {
  bot.sandbox.faults.set('card-permission-missing')
  await bot.says('boss001', '/role members 1203141')
  const shown: readonly [example: string, then: (code: string) => Promise<unknown>][] = [
    ['shown as text: awaiting', async () => {}],
    ['shown as text: done', code => bot.says('boss002', `/approve ${code}`)],
    ['shown as text: rejected', code => bot.says('boss002', `/reject ${code} not yet`)],
  ]
  for (const [example, then] of shown) {
    const { line } = await variant('role rename').prepare(bot, next())
    const { title } = await bot.says('boss001', line)
    note(codeOf(title), `role rename: ${example}`)
    await then(codeOf(title))
    await bot.settled()
  }
  bot.sandbox.faults.clear()
  await bot.passes(11 * minute)
}

/** DingTalk takes nothing that the robot says: tried three times, and once. */
async function owed({ bot, database, variant, next, note }: World) {
  const { faults } = bot.sandbox
  faults.set('card-delivery-fails')
  faults.set('webhook-expired')
  faults.set('quota', { path: '/v1.0/robot/' })
  const unshown = async (line: string, example: string) => {
    const { msgId } = await bot.sandbox.say('boss001', line)
    const code = await eventually(() => {
      const stored = bot.log.find(
        ({ event, fields }) => event === 'message.stored' && fields.msgId === msgId,
      )
      return typeof stored?.fields.code === 'string' ? stored.fields.code : undefined
    })
    await bot.settled()
    note(code, example)
  }
  const renamed = await variant('role rename').prepare(bot, next())
  await unshown('/role members 1203141', 'a question: answered, owed after three tries')
  await unshown(renamed.line, 'role rename: awaiting, owed after three tries')
  await bot.passes(6 * second)
  await bot.passes(31 * second)
  const added = await variant('role add').prepare(bot, next())
  await unshown('/nothing of the kind', 'a refusal: owed after one try')
  await unshown(added.line, 'role add: awaiting, owed after one try')
  if ((await database.sql('SELECT id FROM requests WHERE owed = 1')).length !== 4)
    throw new Error('not owed')
}
