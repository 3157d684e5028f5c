import { describe, expect, test } from '@jest/globals'
import { ask, bodies, done, reaches, startOn } from '../changes/ask.ts'
import type { Bot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'

const hour = 3_600_000
const tick = 10_000

/** The role is deleted by hand, and another is called by its number, which 王芳 has for good. */
function numberIsTaken(bot: Bot) {
  const { company } = bot.sandbox
  company.deleteRole(12345)
  return company.addRole('12345', 900400, ['EMP203'])
}

describe.each(databases)(
  'what is stored is an id, and never looked for by a name, on $name:',
  ({ open }) => {
    test('the end of a grant whose role is gone takes no role that is called by its number', async () => {
      const bot = await startOn(open)
      await done(bot, 'boss001', '/role add 12345 EMP203 --for 8h')
      const other = numberIsTaken(bot)
      await bot.passes(8 * hour + tick)
      expect([...other.members.keys()]).toEqual(['EMP203'])
      expect(bodies(bot)).toHaveLength(1)
    })

    test('a request whose role is gone finds no other at the press', async () => {
      const bot = await startOn(open)
      const { code, outTrackId } = await ask(bot, 'boss001', '/role remove 门店巡检 EMP123')
      numberIsTaken(bot)
      bot.sandbox.company.addRole('门店巡检', 900400, ['EMP123'])
      await bot.presses('boss002', 'approve', outTrackId)
      const card = await reaches(bot, code, 'Superseded')
      expect(card.markdown).toContain('The role with the id 12345 is no longer there.')
      expect(bot.writes()).toEqual([])
    })

    test('the way back of somebody who has left finds nobody who is called by their userid', async () => {
      const bot = await startOn(open)
      const { code } = await done(bot, 'boss001', '/role remove 12345 EMP123')
      bot.sandbox.company.removePerson('EMP123')
      const jane = bot.sandbox.company.persons.get('EMP203')
      if (jane) jane.name = 'EMP123'
      const { title, markdown } = await bot.says('boss001', `/undo ${code}`)
      expect(title).toBe('Not done')
      expect(markdown).toContain('EMP123 is no longer a member of this organisation.')
    })
  },
)
