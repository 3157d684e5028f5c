import { describe, expect, test } from '@jest/globals'
import { ask, bodies, cardOf, reaches, startOn } from '../changes/ask.ts'
import type { Bot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'

type Company = Bot['sandbox']['company']

/** Each writing call of each command, and whether it is in effect. */
const writes = [
  {
    line: '/role rename 1203141 财务部',
    path: '/role/update_role',
    done: ({ roles }: Company) => roles.get(1203141)?.name === '财务部',
  },
  {
    line: '/role scope manager4220 1203141 --depts 20',
    path: '/topapi/role/scope/update',
    done: ({ roles }: Company) => roles.get(1203141)?.members.get('manager4220')?.[0] === 20,
  },
  {
    line: '/role add 1203141 EMP123',
    path: '/topapi/role/addrolesforemps',
    done: ({ roles }: Company) => roles.get(1203141)?.members.has('EMP123'),
  },
  {
    line: '/role remove 1203141 manager4220',
    path: '/topapi/role/removerolesforemps',
    done: ({ roles }: Company) => !roles.get(1203141)?.members.has('manager4220'),
  },
  {
    line: '/role create 审计员 --group 职务',
    path: '/role/add_role',
    done: ({ roles }: Company) => [...roles.values()].some(({ name }) => name === '审计员'),
  },
  {
    line: '/role group create 新项目',
    path: '/role/add_role_group',
    done: ({ groups }: Company) => [...groups.values()].some(({ name }) => name === '新项目'),
  },
  {
    line: '/role delete 1203142',
    path: '/topapi/role/deleterole',
    done: ({ roles }: Company) => !roles.has(1203142),
  },
  {
    line: '/role delete 1203142',
    path: '/topapi/role/removerolesforemps',
    done: ({ roles }: Company) => !roles.has(1203142),
  },
  {
    line: '/rbac create 审计管理组 --members EMP123',
    path: '/topapi/authorization/rbac/role/create',
    done: ({ adminGroups }: Company) =>
      [...adminGroups.values()].some(({ name }) => name === '审计管理组'),
  },
] as const

/** The call is refused at the door, and not even that is answered. */
function neverReaches(bot: Bot, path: string, times: { times?: number } = {}) {
  bot.sandbox.faults.set('busy', { path, ...times })
  bot.sandbox.faults.set('lose-answer', { path, ...times })
}

/** Low risk is confirmed by whoever asked. */
async function agree(bot: Bot, line: string) {
  const card = await ask(bot, 'boss001', line)
  const low = card.buttons.some(({ id }) => id === 'confirm')
  await bot.presses(low ? 'boss001' : 'boss002', low ? 'confirm' : 'approve')
  return card
}

describe.each(databases)('an answer that never comes, on $name', ({ open }) => {
  test.each(writes)(
    '$line, $path: done but unanswered is found by reading, not done again',
    async one => {
      const bot = await startOn(open)
      bot.sandbox.faults.set('lose-answer', { path: one.path, times: 1 })
      const { code } = await agree(bot, one.line)
      const { buttons } = await bot.clock.fly(reaches(bot, code, 'Done'))
      expect(buttons).toEqual([])
      expect(one.done(bot.sandbox.company)).toBe(true)
      expect(bot.calls(one.path)).toHaveLength(1)
    },
  )

  // Of groups no document says that a second one of the same name is refused.
  const again = writes.filter(({ path }) => !/rbac|group/.test(path))
  test.each(again)('$line, $path: neither done nor answered is run again, once', async one => {
    const bot = await startOn(open)
    neverReaches(bot, one.path, { times: 1 })
    const { code } = await agree(bot, one.line)
    await bot.clock.fly(reaches(bot, code, 'Done'))
    expect(one.done(bot.sandbox.company)).toBe(true)
    expect(bot.calls(one.path)).toHaveLength(2)
  })

  test.each(writes.filter(({ path }) => /rbac|group/.test(path)))(
    '$line that is not to be found is not made twice: unclear, and says where to look',
    async one => {
      const bot = await startOn(open)
      neverReaches(bot, one.path)
      const { code } = await agree(bot, one.line)
      const card = await bot.clock.fly(reaches(bot, code, 'Unclear'))
      expect(card.markdown).toContain('Look at it in the admin console')
      expect(card.buttons).toEqual([])
      expect(bot.calls(one.path)).toHaveLength(1)
      const { markdown } = await bot.says('boss002', `/approve ${code}`)
      expect(markdown).toMatch(/was already approved by .+ at .+; how it ended is unclear\./)
      const undo = await bot.says('boss001', `/undo ${code}`)
      expect(undo.title).toBe('Not done')
      expect(undo.markdown).toContain('how it ended is unclear')
    },
  )

  test('a write that is never answered is unclear in the end, not tried for ever', async () => {
    const bot = await startOn(open)
    neverReaches(bot, '/role/update_role')
    const { code } = await agree(bot, '/role rename 1203141 财务部')
    await bot.clock.fly(reaches(bot, code, 'Unclear'))
    expect(bot.calls('/role/update_role').length).toBeLessThan(6)
  })

  test('while the directory cannot be read it stays as it is, and is settled once it can', async () => {
    const bot = await startOn(open)
    bot.sandbox.faults.set('lose-answer', { path: '/role/update_role', times: 1 })
    const { code } = await ask(bot, 'boss001', '/role rename 1203141 财务部')
    const stop = bot.sandbox.listen(event => {
      if (event.kind !== 'call' || event.call.path !== '/role/update_role') return
      bot.sandbox.faults.set('permission-missing', { path: '/topapi/role/' })
      stop()
    })
    await bot.presses('boss002', 'approve')
    await bot.clock.fly(
      eventually(() =>
        bot.log.some(({ event, level }) => event === 'work.failed' && level === 'error'),
      ),
    )
    const waiting = cardOf(bot, code)
    expect(waiting?.title).not.toMatch(/^(Done|Not done|Unclear)/)
    bot.sandbox.faults.clear()
    await bot.clock.fly(reaches(bot, code, 'Done'))
    expect(bodies(bot)).toHaveLength(1)
  })
})
