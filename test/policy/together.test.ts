import { expect, test } from '@jest/globals'
import { policySchema } from '../../src/core/access/policy.ts'
import { ask, buttonsOf, done, reaches } from '../changes/ask.ts'
import { type Bot, startBot } from '../support/bot.ts'
import { under } from './under.ts'

/** 赵敏, in 111 under 11: manages 11 only in the role 财务. */
const min = '01234567890123456789'

/** Two sub administrators whose ranges both hold 赵敏. */
async function twoSubs(policy: object = {}): Promise<Bot> {
  const bot = await startBot({ policy: policySchema.parse(policy) })
  const { company } = bot.sandbox
  const other = company.persons.get('manager5310')
  if (other) other.admin = { level: 2, scope: [11] }
  company.setScope(1203141, min, [11])
  return bot
}

const scopeOf = (bot: Bot) => bot.sandbox.company.roles.get(1203141)?.members.get(min)

test('two sub administrators cannot lift a limited scope by removing and adding', async () => {
  const bot = await twoSubs()
  await done(bot, 'manager4220', `/role remove 1203141 ${min}`, { by: 'manager5310' })
  const add = await ask(bot, 'manager4220', `/role add 1203141 ${min}`)
  expect(add.markdown).toContain('**Risk** critical: 1 other main administrator must agree')
  const pressed = await bot.presses('manager5310', 'approve', add.outTrackId)
  expect(pressed.tips).toBe('Only a main administrator can approve this.')
  expect(bot.sandbox.company.roles.get(1203141)?.members.has(min)).toBe(false)
  await bot.presses('boss001', 'approve', add.outTrackId)
  await reaches(bot, add.code, 'Done')
  expect(scopeOf(bot)).toBeUndefined()
})

test.each([
  { approvals: { critical: { by: 'peer' } } },
  { approvals: { critical: { by: 'requester' } } },
])('whatever the policy says of what is critical: %j', async policy => {
  const bot = await twoSubs(policy)
  bot.sandbox.company.removeMembers([1203141], [min])
  const { title, outTrackId } = await bot.says('manager4220', `/role add 1203141 ${min}`)
  for (const one of ['manager4220', 'manager5310'])
    if (title !== 'Not done') await bot.presses(one, 'approve', outTrackId)
  await bot.settled()
  expect(bot.writes()).toEqual([])
})

test.each(['member', 'managed'])(
  'two sub administrators make no admin group over the departments of its members: --include-%s-depts',
  async which => {
    // 小钉 is in 11, which both manage, and in the root department.
    const bot = await twoSubs({ approvals: { critical: { by: 'peer' } } })
    const group = await ask(
      bot,
      'manager4220',
      `/rbac create G --members manager4220 --include-${which}-depts --actions a`,
    )
    expect((await bot.presses('manager5310', 'approve', group.outTrackId)).tips).toBe(
      'Only a main administrator can approve this.',
    )
    expect(bot.writes()).toEqual([])
  },
)

test.each([
  // What he manages now is outside, though what he would manage is not.
  `/role scope ${min} 1203141 --depts 11`,
  `/rbac create G --members ${min} --users EMP201`,
  `/rbac create G --members EMP201`,
  `/rbac create G --members ${min} --depts 20`,
])('%s concerns what a sub administrator has no right over', async line => {
  const bot = await twoSubs()
  bot.sandbox.company.setScope(1203141, min, [20])
  expect((await bot.says('manager4220', line)).markdown).toBe(
    'This is outside the departments that you manage.',
  )
})

test('a colleague whom the policy lets add people needs a main administrator, too', async () => {
  const bot = await twoSubs({
    request: { allow: { levels: ['main', 'sub'], users: ['EMP123'] } },
  })
  bot.sandbox.company.removeMembers([1203141], [min])
  const add = await ask(bot, 'EMP123', `/role add 1203141 ${min}`)
  expect((await bot.presses('manager4220', 'approve', add.outTrackId)).tips).toBe(
    'Only a main administrator can approve this.',
  )
  expect(bot.writes()).toEqual([])
})

test('two sub administrators do not keep somebody everyone for longer than a main administrator gave it', async () => {
  const bot = await twoSubs({ approvals: { critical: { by: 'peer' } } })
  bot.sandbox.company.removeMembers([1203141], [min])
  const grant = await done(bot, 'boss001', `/role add 1203141 ${min} --for 1h`)
  const longer = await ask(bot, 'manager4220', `/role extend ${grant.code} --for 30d`)
  expect(longer.markdown).toContain('**Risk** critical')
  expect((await bot.presses('manager5310', 'approve', longer.outTrackId)).tips).toBe(
    'Only a main administrator can approve this.',
  )
  await bot.presses('boss001', 'approve', longer.outTrackId)
  await reaches(bot, longer.code, 'Done')
})

test('what a main administrator asks for, a sub administrator may approve', async () => {
  const bot = await twoSubs()
  bot.sandbox.company.removeMembers([1203141], [min])
  await done(bot, 'boss001', `/role add 1203141 ${min}`, { by: 'manager4220' })
})

test('who is a main administrator no more when it is pressed gave nobody that right', async () => {
  const bot = await twoSubs()
  bot.sandbox.company.removeMembers([1203141], [min])
  const add = await ask(bot, 'boss001', `/role add 1203141 ${min}`)
  const boss = bot.sandbox.company.persons.get('boss001')
  if (boss) boss.admin = { level: 2, scope: [11] }
  expect((await bot.presses('manager4220', 'approve', add.outTrackId)).tips).toBe(
    'Only a main administrator can approve this.',
  )
})

test('a sub administrator renames no role of people outside their range', async () => {
  const bot = await under({})
  const { id } = bot.sandbox.company.addRole('销售岗', 900200, ['EMP201', min])
  expect((await bot.says('manager4220', `/role rename ${id} 岗`)).markdown).toBe(
    'This is outside the departments that you manage.',
  )
  const card = await ask(bot, 'boss001', `/role rename ${id} 岗`)
  expect((await bot.presses('manager4220', 'approve', card.outTrackId)).tips).toBe(
    'This is outside the departments that you manage.',
  )
  bot.sandbox.company.removeMembers([id], ['EMP201'])
  await done(bot, 'boss001', `/role rename ${id} 审计岗`, { by: 'manager4220' })
})

test('nor do they approve the rename of one that such people have joined since', async () => {
  const bot = await under({})
  const card = await ask(bot, 'boss001', '/role rename 1203141 财务部')
  bot.sandbox.company.addMembers([1203141], ['EMP201'])
  expect((await bot.presses('manager4220', 'approve', card.outTrackId)).tips).toBe(
    'This is outside the departments that you manage.',
  )
  expect(bot.writes()).toEqual([])
  await bot.presses('boss002', 'approve', card.outTrackId)
  await reaches(bot, card.code, 'Done')
})

test('a rename concerns every member, and is capped by that', async () => {
  const bot = await under({ mostPeople: 2 })
  const { id } = bot.sandbox.company.addRole('大角色', 900200, ['EMP123', 'EMP201', 'EMP202'])
  expect((await bot.says('boss001', `/role rename ${id} 岗`)).markdown).toContain(
    'This concerns 3 people; one change may concern 2 at the most. It cannot be done in parts: the policy (mostPeople) would have to allow more.',
  )
  bot.sandbox.company.removeMembers([id], ['EMP123'])
  const card = await ask(bot, 'boss001', `/role rename ${id} 岗`)
  expect(buttonsOf(card)).toContain('approve')
  bot.sandbox.company.addMembers([id], ['EMP123'])
  expect((await bot.presses('boss002', 'approve', card.outTrackId)).tips).toContain(
    'This concerns 3 people',
  )
  expect(bot.writes()).toEqual([])
})

test('a member who has left the company is in nobody’s range, and stops no main administrator', async () => {
  const bot = await under({})
  const { company } = bot.sandbox
  const { id } = company.addRole('老角色', 900200, ['EMP203', min])
  company.persons.delete('EMP203')
  expect((await bot.says('boss001', `/role rename ${id} 岗`)).title).toMatch(/^Waiting/)
})

test.each([
  [
    'a named approver',
    { approve: { allow: { levels: ['main', 'sub'], users: ['EMP202'] } } },
    'manager4220',
    'EMP202',
    'peer',
  ],
  [
    'a colleague alone',
    { request: { allow: { levels: ['main', 'sub'], users: ['EMP123'] } } },
    'EMP123',
    'EMP123',
    'requester',
  ],
] as const)(
  '%s gives nobody everyone, whatever the policy says',
  async (_, rules, asker, presser, by) => {
    const bot = await twoSubs({ ...rules, approvals: { critical: { by } } })
    bot.sandbox.company.removeMembers([1203141], [min])
    const card = await bot.says(asker, `/role add 1203141 ${min}`)
    const button = asker === presser ? 'confirm' : 'approve'
    if (card.title !== 'Not done') await bot.presses(presser, button, card.outTrackId)
    await bot.settled()
    expect(bot.writes()).toEqual([])
  },
)

test('of two approvals for a rename the first counts no more once people outside its range have joined', async () => {
  const bot = await twoSubs({ approvals: { high: { by: 'peer', count: 2 } } })
  const card = await ask(bot, 'boss001', '/role rename 1203141 财务部')
  await bot.presses('manager4220', 'approve', card.outTrackId)
  bot.sandbox.company.addMembers([1203141], ['EMP201'])
  expect((await bot.presses('boss002', 'approve', card.outTrackId)).tips).toBe(
    `Approved: ${card.code} has 1 of 2 approvals.`,
  )
  expect(bot.writes()).toEqual([])
})
