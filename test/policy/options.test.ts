import { describe, expect, test } from '@jest/globals'
import { policySchema } from '../../src/core/policy.ts'
import { ask, buttonsOf, reaches } from '../changes/ask.ts'
import { storeOn } from '../store/stores.ts'
import { startBot } from '../support/bot.ts'
import { eventually } from '../support/eventually.ts'

/** A policy as the file says it: what it leaves out is as built in. */
const under = (policy: object) => startBot({ policy: policySchema.parse(policy) })
const rename = '/role rename 1203141 财务部'
const create = '/role create 审计员 --group 职务'
const remove = '/role delete 1203142'

describe('approvals', () => {
  test('as built in: low is confirmed, high needs a peer, critical a main administrator', async () => {
    const bot = await under({})
    const low = await ask(bot, 'manager4220', create)
    expect(buttonsOf(low)).toEqual(['confirm', 'cancel'])
    const other = await bot.presses('boss001', 'confirm')
    expect(other.tips).toBe('Only its requester can confirm this.')
    await bot.presses('manager4220', 'confirm')
    await reaches(bot, low.code, 'Done')

    const high = await ask(bot, 'manager4220', rename)
    await bot.presses('manager5310', 'approve')
    await reaches(bot, high.code, 'Done')

    const critical = await ask(bot, 'boss001', remove)
    const sub = await bot.presses('manager4220', 'approve')
    expect(sub.tips).toBe('Only a main administrator can approve this.')
    await bot.presses('boss002', 'approve')
    await reaches(bot, critical.code, 'Done')
  })

  test('by main: a sub administrator cannot approve a high one', async () => {
    const bot = await under({ approvals: { high: { by: 'main' } } })
    const { code } = await ask(bot, 'boss001', rename)
    const { tips } = await bot.presses('manager4220', 'approve')
    expect(tips).toBe('Only a main administrator can approve this.')
    await bot.presses('boss002', 'approve')
    await reaches(bot, code, 'Done')
  })

  test('by peer: a low one needs another', async () => {
    const bot = await under({ approvals: { low: { by: 'peer' } } })
    const { code } = await ask(bot, 'boss001', create)
    expect((await bot.presses('boss001', 'approve')).tips).toBe(
      'You cannot approve your own request.',
    )
    await bot.presses('manager4220', 'approve')
    await reaches(bot, code, 'Done')
  })

  test('by requester: who asks for a critical one confirms it, and nobody else', async () => {
    const bot = await under({ approvals: { critical: { by: 'requester' } } })
    const { code } = await ask(bot, 'boss001', remove)
    expect((await bot.presses('boss002', 'confirm')).tips).toBe(
      'Only its requester can confirm this.',
    )
    await bot.presses('boss001', 'confirm')
    await reaches(bot, code, 'Done')
  })

  test('count 2: one is not enough, the same one twice is not two, and the second does it', async () => {
    const bot = await under({ approvals: { high: { by: 'peer', count: 2 } } })
    const { code, outTrackId } = await ask(bot, 'boss001', rename)
    const first = await bot.presses('boss002', 'approve', outTrackId)
    expect(first.tips).toBe(`Approved: ${code} has 1 of 2 approvals.`)
    const waiting = await eventually(() => {
      const card = bot.sandbox.view(outTrackId)
      return card.markdown.includes('✅ Approved by 周航') ? card : undefined
    })
    expect(waiting.markdown).toContain('2 other administrators must agree')
    const again = await bot.presses('boss002', 'approve', outTrackId)
    expect(again.tips).toBe(`Approved: ${code} has 1 of 2 approvals.`)
    expect(bot.writes()).toEqual([])
    await bot.presses('manager4220', 'approve', outTrackId)
    await reaches(bot, code, 'Done')
    expect(bot.writes()).toHaveLength(1)
  })

  test('count 2 where only one other could: said at once', async () => {
    const bot = await under({ approvals: { critical: { by: 'main', count: 2 } } })
    const { title, markdown } = await bot.says('boss001', remove)
    expect(title).toBe('Not done')
    expect(markdown).toBe(
      'Not enough others could approve this at the moment: it needs 2 other main administrators.',
    )
  })
})

describe('request', () => {
  test('users: somebody who is no administrator may ask, and nobody else of that kind', async () => {
    const bot = await under({ request: { allow: { levels: ['main'], users: ['EMP123'] } } })
    expect((await bot.says('EMP203', rename)).title).toBe('Not done')
    const { code } = await ask(bot, 'EMP123', rename)
    // They may not ask for anything themselves, and may approve all the same.
    await bot.presses('manager4220', 'approve')
    await reaches(bot, code, 'Done')
    expect((await bot.says('manager4220', create)).markdown).toBe(
      'The policy of this robot does not let you use /role create here.',
    )
  })

  test('users: who may ask for one thing only may confirm and withdraw it', async () => {
    const commands = { 'role create': { allow: { users: ['EMP123'] } } }
    const bot = await under({ request: { commands } })
    expect((await bot.says('EMP123', rename)).title).toBe('Not done')
    const first = await ask(bot, 'EMP123', create)
    await bot.says('EMP123', `/cancel ${first.code}`)
    await reaches(bot, first.code, 'Cancelled')
    const second = await ask(bot, 'EMP123', create)
    await bot.presses('EMP123', 'confirm')
    await reaches(bot, second.code, 'Done')
  })

  test('deny wins over the level, and over being named', async () => {
    const bot = await under({
      request: {
        allow: { levels: ['main'], users: ['boss001'] },
        deny: { users: ['boss001'] },
      },
    })
    expect((await bot.says('boss001', rename)).title).toBe('Not done')
    expect((await bot.says('boss002', rename)).title).toMatch(/^Waiting for approval/)
  })

  test('per command', async () => {
    const commands = { 'role rename': { allow: { levels: ['main'] } } }
    const bot = await under({ request: { commands } })
    expect((await bot.says('manager4220', rename)).markdown).toBe(
      'The policy of this robot does not let you use /role rename here.',
    )
    expect((await bot.says('manager4220', create)).title).toMatch(/^Waiting for approval/)
    expect((await bot.says('boss001', rename)).title).toMatch(/^Waiting for approval/)
  })

  test.each(['1203141', '财务', '財务'])('per role, named %s', async role => {
    const bot = await under({ request: { roles: { [role]: { deny: { levels: ['sub'] } } } } })
    const denied = role !== '財务'
    const { title } = await bot.says('manager4220', rename)
    expect(title).toMatch(denied ? /^Not done$/ : /^Waiting for approval/)
    expect((await bot.says('manager4220', '/role rename 1203142 出纳员')).title).toMatch(/^Waiting/)
  })

  test('a deny at the moment of approval: what was asked for is cancelled, not done', async () => {
    const bot = await under({})
    const { code } = await ask(bot, 'manager4220', rename)
    bot.sandbox.company.removeAdmin('manager4220')
    const { tips } = await bot.presses('boss001', 'approve')
    expect(tips).toBe(
      `Whoever asked for ${code} may no longer do so, so it is cancelled. Nothing was changed.`,
    )
    await reaches(bot, code, 'Cancelled')
    expect(bot.writes()).toEqual([])
  })
})

describe('approve', () => {
  test('users: somebody who is no administrator may approve, without any right to ask', async () => {
    const bot = await under({ approve: { allow: { users: ['EMP123'] } } })
    expect((await bot.says('EMP123', rename)).title).toBe('Not done')
    const { code, markdown } = await ask(bot, 'boss001', rename)
    expect(markdown).toContain('<a atId=EMP123>王芳</a>')
    expect((await bot.presses('boss002', 'approve')).tips).toBe(
      'You are not allowed to approve this.',
    )
    await bot.presses('EMP123', 'approve')
    await reaches(bot, code, 'Done')
  })

  test('users for one command: they count as somebody who could', async () => {
    const bot = await under({
      approve: { allow: {}, commands: { 'role rename': { allow: { users: ['EMP123'] } } } },
    })
    expect((await bot.says('boss001', remove)).title).toBe('Not done')
    const { code } = await ask(bot, 'boss001', rename)
    await bot.presses('EMP123', 'approve')
    await reaches(bot, code, 'Done')
  })

  test('levels, deny, and rules for a role', async () => {
    const bot = await under({
      approve: {
        allow: { levels: ['main', 'sub'] },
        deny: { users: ['boss002'] },
        roles: { 1203141: { allow: { users: ['manager5310'] } } },
      },
    })
    const finance = await ask(bot, 'boss001', rename)
    for (const one of ['boss002', 'manager4220'])
      expect((await bot.presses(one, 'approve', finance.outTrackId)).tips).toBe(
        'You are not allowed to approve this.',
      )
    await bot.presses('manager5310', 'approve', finance.outTrackId)
    await reaches(bot, finance.code, 'Done')

    const cashier = await ask(bot, 'boss001', '/role rename 1203142 出纳员')
    await bot.presses('manager4220', 'approve', cashier.outTrackId)
    await reaches(bot, cashier.code, 'Done')
  })
})

test.each(['1203141', 1203141, '财务'])('protectedRoles: nobody touches %p', async role => {
  const bot = await under({ protectedRoles: [role] })
  for (const line of [
    rename,
    '/role add 1203141 EMP123',
    '/role remove 1203141 manager4220',
    '/role scope manager4220 1203141 --depts 11,111',
    '/role delete 1203141',
  ])
    expect((await bot.says('boss001', line)).markdown).toBe(
      'The role "财务" is protected: nobody may touch it.',
    )
  expect((await bot.says('boss001', '/role members 1203141')).title).toBe('财务: 2 members')
  expect((await bot.says('boss001', remove)).title).toMatch(/^Waiting for approval/)
})

test('conversations: the robot answers in these only', async () => {
  const bot = await under({ conversations: ['cidS4ndb0xGr0up+B/2=='] })
  expect((await bot.says('boss001', '/role list')).markdown).toBe(
    'I do not answer in this conversation.',
  )
  const conversation = 'cidS4ndb0xGr0up+B/2=='
  expect((await bot.says('boss001', rename, { conversation })).title).toMatch(/^Waiting/)
  expect((await bot.says('boss001', rename, { conversation: 'single' })).markdown).toBe(
    'I do not answer in this conversation.',
  )
})

test('mostPeople: one change touches so many and no more', async () => {
  const bot = await under({ mostPeople: 2 })
  expect((await bot.says('boss001', '/role add 1203142 EMP201 EMP202 EMP203')).markdown).toBe(
    'This touches 3 people; one change may touch 2 at the most. Do it in parts.',
  )
  expect((await bot.says('boss001', '/role add 1203142 EMP201 EMP202')).title).toMatch(/^Waiting/)
})

test('mostPeople counts the members of a role that is deleted', async () => {
  const bot = await under({ mostPeople: 1 })
  expect((await bot.says('boss001', '/role delete 1203141')).markdown).toMatch(/^This touches 2/)
  expect((await bot.says('boss001', remove)).title).toMatch(/^Waiting/)
})

test('expires: nobody can approve after that', async () => {
  const bot = await under({ expires: '30m' })
  const { code, outTrackId } = await ask(bot, 'boss001', rename)
  bot.clock.advance(29 * 60_000)
  expect((await bot.says('boss001', '/pending')).title).toBe('1 request waiting')
  bot.clock.advance(60_000)
  await bot.clock.fly(reaches(bot, code, 'Expired'))
  expect((await bot.presses('boss002', 'approve', outTrackId)).tips).toBe(
    `${code} has expired. Ask again.`,
  )
  expect(bot.writes()).toEqual([])
})

describe('soleMainAdministratorMayApprove', () => {
  const onlyBoss = (bot: Awaited<ReturnType<typeof under>>) => {
    for (const userid of ['boss002', 'manager4220', 'manager5310'])
      bot.sandbox.company.removeAdmin(userid)
  }

  test('not said: the only administrator is told at once that nobody else could', async () => {
    const bot = await under({})
    onlyBoss(bot)
    expect((await bot.says('boss001', rename)).markdown).toBe(
      'Nobody else could approve this at the moment: it needs 1 other administrator.',
    )
  })

  test('said: they approve alone, and the card and the audit say so', async () => {
    const bot = await under({ soleMainAdministratorMayApprove: true })
    onlyBoss(bot)
    const { code, ...card } = await ask(bot, 'boss001', rename)
    expect(card.markdown).toContain('nobody else can, so its requester decides alone')
    expect(buttonsOf(card)).toEqual(['confirm', 'cancel'])
    await bot.presses('boss001', 'confirm')
    const { markdown } = await reaches(bot, code, 'Done')
    expect(markdown).toContain('✅ Approved by 林岚 alone')
    const { audit } = await storeOn(bot.config.databaseUrl)
    const marked = (await audit.list({ limit: 100 })).filter(({ record }) => record.alone === true)
    expect(marked).toMatchObject([{ event: 'running', actor: 'boss001', code }])
  })

  test('said: with somebody else who could, they do not', async () => {
    const bot = await under({ soleMainAdministratorMayApprove: true })
    bot.sandbox.company.removeAdmin('boss002')
    const { buttons } = await ask(bot, 'boss001', rename)
    expect(buttonsOf({ buttons })).toEqual(['approve', 'reject', 'cancel'])
    expect((await bot.presses('boss001', 'approve')).tips).toBe(
      'You cannot approve your own request.',
    )
  })

  test('said: if somebody else has come by the time of the press, it is not theirs alone any more', async () => {
    const bot = await under({ soleMainAdministratorMayApprove: true })
    onlyBoss(bot)
    const { code } = await ask(bot, 'boss001', rename)
    await bot.hears(() => bot.sandbox.company.addAdmin('boss002', { level: 1, scope: [1] }))
    expect((await bot.presses('boss001', 'confirm')).tips).toBe(
      'You cannot approve your own request.',
    )
    await bot.says('boss002', `/approve ${code}`)
    await reaches(bot, code, 'Done')
  })
})
