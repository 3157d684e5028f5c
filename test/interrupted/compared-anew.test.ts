import { describe, expect, test } from '@jest/globals'
import { policySchema } from '../../src/core/access/policy.ts'
import { ask, bodies, codeOf, reaches, startOn } from '../changes/ask.ts'
import type { Bot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'

const paths = {
  add: '/topapi/role/addrolesforemps',
  remove: '/topapi/role/removerolesforemps',
  delete: '/topapi/role/deleterole',
  rename: '/role/update_role',
  scope: '/topapi/role/scope/update',
} as const

const policy = policySchema.parse({ protectedRoles: ['金库'] })

/** A change is approved, and the robot dies before DingTalk has heard of it. Then something happens, and it starts again. */
async function interrupted(bot: Bot, line: string, path: string, meanwhile: () => unknown) {
  const { code } = await ask(bot, 'boss001', line)
  bot.sandbox.faults.set('hang', { path, times: 1 })
  await bot.presses('boss002', 'approve')
  await eventually(() => bot.sandbox.faults.list().length === 0)
  await bot.clock.fly(bot.stop())
  // The call hangs for ever: let go, the sandbox would do it.
  const before = bot.writes().length
  meanwhile()
  await bot.start()
  return { code, since: () => bodies(bot).slice(before) }
}

const lines = [
  ['/role add 1203141 EMP123', paths.add],
  ['/role add 1203141 EMP123 --for 8h', paths.add],
  ['/role remove 1203141 manager4220', paths.remove],
  ['/role delete 1203142', paths.remove],
  ['/role rename 1203141 财务部', paths.rename],
  ['/role scope manager4220 1203141 --depts 111', paths.scope],
] as const

describe.each(databases)(
  'what was interrupted is compared anew before it goes on, on $name:',
  ({ open }) => {
    test.each(lines)('%s: nothing has changed, so it is done', async (line, path) => {
      const bot = await startOn(open, { policy })
      const { code, since } = await interrupted(bot, line, path, () => {})
      await bot.clock.fly(reaches(bot, code, 'Done'))
      expect(since().length).toBeGreaterThan(0)
    })

    test.each(lines)(
      '%s: the role is called otherwise, so a new card asks again',
      async (line, path) => {
        const bot = await startOn(open, { policy })
        const { code, since } = await interrupted(bot, line, path, () => {
          for (const id of [1203141, 1203142]) bot.sandbox.company.renameRole(id, `改名${id}`)
        })
        await bot.clock.fly(reaches(bot, code, line.includes('rename') ? 'Unclear' : 'Superseded'))
        expect(since()).toEqual([])
        if (line.includes('rename')) return
        const next = await eventually(() => {
          const card = bot.lastAnswer()
          return card.title.startsWith('Waiting') ? card : undefined
        })
        await bot.presses('boss002', 'approve', next.outTrackId)
        await reaches(bot, codeOf(next.title), 'Done')
      },
    )

    test.each(lines)(
      '%s: the role is called as a protected one, so nothing is done',
      async (line, path) => {
        const bot = await startOn(open, { policy })
        const id = line.includes('1203142') ? 1203142 : 1203141
        const { code, since } = await interrupted(bot, line, path, () =>
          bot.sandbox.company.renameRole(id, '金 库'.replace(' ', '\u200b')),
        )
        await bot.clock.fly(reaches(bot, code, line.includes('rename') ? 'Unclear' : 'Superseded'))
        expect(since()).toEqual([])
      },
    )

    test('the role is gone: a person is asked', async () => {
      const bot = await startOn(open)
      const { code, since } = await interrupted(bot, lines[0][0], paths.add, () =>
        bot.sandbox.company.deleteRole(1203141),
      )
      await bot.clock.fly(reaches(bot, code, 'Unclear'))
      expect(since()).toEqual([])
    })
  },
)

describe.each(databases)('after a lost answer, on $name,', ({ open }) => {
  test.each([
    ['/role add 1203141 EMP123', paths.add],
    ['/role remove 1203141 manager4220', paths.remove],
    ['/role rename 1203141 财务部', paths.rename],
  ])(
    '%s is seen at once, so that what is reverted by hand after it stays reverted',
    async (line, path) => {
      const bot = await startOn(open)
      bot.sandbox.faults.set('lose-answer', { path, times: 1 })
      const { code } = await ask(bot, 'boss001', line)
      await bot.presses('boss002', 'approve')
      // Time stands still: nothing waits for the directory to settle.
      await reaches(bot, code, 'Done')
      const { company } = bot.sandbox
      company.removeMembers([1203141], ['EMP123'])
      company.addMembers([1203141], ['manager4220'])
      company.renameRole(1203141, '财务')
      await bot.passes(60_000)
      expect(bodies(bot)).toHaveLength(1)
    },
  )

  test('what is partly in effect, and taken back by hand while the rest is waited for, asks a person', async () => {
    const bot = await startOn(open)
    for (const fault of ['half-batch', 'lose-answer'] as const)
      bot.sandbox.faults.set(fault, { path: paths.add, times: 1 })
    const { code } = await ask(bot, 'boss001', '/role add 1203141 EMP123 EMP201')
    const looks = () => bot.calls('/topapi/role/simplelist').length
    const before = looks()
    await bot.presses('boss002', 'approve')
    // At the press, and at once after the silence.
    await eventually(() => looks() >= before + 2 && bot.clock.sleeps().includes(2_000))
    bot.sandbox.company.removeMembers([1203141], ['EMP123'])
    await bot.clock.fly(reaches(bot, code, 'Unclear'))
    expect(bodies(bot)).toHaveLength(1)
  })

  test('so does a deletion whose members are put back by hand', async () => {
    const bot = await startOn(open)
    const { id } = bot.sandbox.company.addRole('旧岗', 900200, ['EMP123', 'EMP201'])
    const { code } = await ask(bot, 'boss001', `/role delete ${id}`)
    bot.sandbox.faults.set('lose-answer', { path: paths.remove, times: 1 })
    const looks = () => bot.calls('/topapi/role/simplelist').length
    const before = looks()
    await bot.presses('boss002', 'approve')
    await eventually(() => looks() >= before + 2 && bot.clock.sleeps().includes(2_000))
    bot.sandbox.company.addMembers([id], ['EMP123'])
    await bot.clock.fly(reaches(bot, code, 'Unclear'))
    expect(bodies(bot)).toHaveLength(1)
  })

  test('a grant for a time that never was in effect leaves no end behind', async () => {
    const bot = await startOn(open)
    for (const fault of ['busy', 'lose-answer'] as const)
      bot.sandbox.faults.set(fault, { path: paths.add, times: 1 })
    const { code } = await ask(bot, 'boss001', '/role add 1203141 EMP123 --for 8h')
    await bot.presses('boss002', 'approve')
    await eventually(() => bot.clock.sleeps().includes(2_000))
    bot.sandbox.company.renameRole(1203141, '改名')
    await bot.clock.fly(reaches(bot, code, 'Superseded'))
    await bot.clock.fly(bot.settled())
    await bot.presses('boss002', 'reject')
    bot.sandbox.company.addMembers([1203141], ['EMP123'])
    await bot.clock.fly(bot.passes(9 * 3_600_000))
    expect(bot.sandbox.company.roles.get(1203141)?.members.has('EMP123')).toBe(true)
  })
})
