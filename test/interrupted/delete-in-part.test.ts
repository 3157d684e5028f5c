import { describe, expect, test } from '@jest/globals'
import { ask, reaches, startOn } from '../changes/ask.ts'
import { databases } from '../support/databases.ts'

const line = '/role delete 1203141'
const remove = '/topapi/role/removerolesforemps'

describe.each(databases)(
  'a role that lost its members and could not be deleted, on $name,',
  ({ open }) => {
    test('because DingTalk said no: it is said that a part was done', async () => {
      const bot = await startOn(open)
      bot.sandbox.faults.set('permission-missing', { path: '/topapi/role/deleterole' })
      const { code } = await ask(bot, 'boss001', line)
      await bot.presses('boss002', 'approve')
      const card = await bot.clock.fly(reaches(bot, code, 'Unclear'))
      expect(card.markdown).toContain('Only a part of it is in effect')
      expect(bot.sandbox.company.roles.get(1203141)?.members.size).toBe(0)
    })

    test('because somebody was added meanwhile: the same, and who was added keeps it', async () => {
      const bot = await startOn(open)
      const { code } = await ask(bot, 'boss001', line)
      const stop = bot.sandbox.listen(event => {
        if (event.kind !== 'call' || event.call.path !== remove) return
        stop()
        bot.sandbox.company.addMembers([1203141], ['EMP201'])
      })
      await bot.presses('boss002', 'approve')
      const card = await bot.clock.fly(reaches(bot, code, 'Unclear'))
      expect(card.markdown).toContain('Only a part of it is in effect')
      expect([...(bot.sandbox.company.roles.get(1203141)?.members.keys() ?? [])]).toEqual([
        'EMP201',
      ])
    })
  },
)
