import { describe, expect, test } from '@jest/globals'
import { policySchema } from '../../src/core/access/policy.ts'
import { ask, bodies, buttonsOf, cardOf, reaches, startOn } from '../changes/ask.ts'
import type { Bot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'

type Company = Bot['sandbox']['company']
const line = '/role rename 1203141 财务部'

describe.each(databases)(
  'a right that is gone at the moment of the press, on $name',
  ({ open }) => {
    // The event of it never comes: what is remembered must not count.
    const quietly = (
      company: Company,
      userid: string,
      admin: { level: 1 | 2; scope: number[] } | undefined,
    ) => {
      const person = company.persons.get(userid)
      if (person) person.admin = admin
    }

    test('the requester is no administrator any more: cancelled, and said why', async () => {
      const bot = await startOn(open)
      const { code } = await ask(bot, 'boss001', line)
      quietly(bot.sandbox.company, 'boss001', undefined)
      const { tips } = await bot.presses('boss002', 'approve')
      expect(tips).toBe(
        `Whoever asked for ${code} may no longer do so, so it is cancelled. Nothing was changed.`,
      )
      const card = await reaches(bot, code, 'Cancelled')
      expect(card.markdown).toContain('may no longer do so')
      expect(buttonsOf(card)).toEqual([])
      expect(bot.writes()).toEqual([])
    })

    test('the approver is no administrator any more: no effect, and the card waits on', async () => {
      const bot = await startOn(open)
      const { code } = await ask(bot, 'boss001', line)
      quietly(bot.sandbox.company, 'manager4220', undefined)
      const { tips } = await bot.presses('manager4220', 'approve')
      expect(tips).toMatch(/not allowed to approve this|Only administrators/)
      expect(cardOf(bot, code)?.title).toMatch(/^Waiting/)
      expect(bot.writes()).toEqual([])
      await bot.presses('boss002', 'approve')
      await reaches(bot, code, 'Done')
      expect(bodies(bot)).toHaveLength(1)
    })

    test('the approver is no main administrator any more, where one is needed', async () => {
      const bot = await startOn(open)
      const { code } = await ask(bot, 'boss001', '/role delete 1203142')
      quietly(bot.sandbox.company, 'boss002', { level: 2, scope: [1] })
      const { tips } = await bot.presses('boss002', 'approve')
      expect(tips).toBe('Only a main administrator can approve this.')
      expect(cardOf(bot, code)?.title).toMatch(/^Waiting/)
      expect(bot.writes()).toEqual([])
    })

    test('the range of a sub administrator has shrunk, of whoever asked or approves', async () => {
      const bot = await startOn(open)
      const first = await ask(bot, 'boss001', '/role add 12345 manager5310')
      const { tips } = await bot.presses('manager4220', 'approve')
      expect(tips).toBe('This is outside the departments that you manage.')

      quietly(bot.sandbox.company, 'manager5310', { level: 2, scope: [20] })
      const second = await ask(bot, 'manager5310', '/role add 12345 EMP201')
      quietly(bot.sandbox.company, 'manager5310', { level: 2, scope: [40] })
      await bot.presses('boss002', 'approve', second.outTrackId)
      await reaches(bot, second.code, 'Cancelled')
      expect(cardOf(bot, first.code)?.title).toMatch(/^Waiting/)
      expect(bot.writes()).toEqual([])
    })

    test('of two approvals that are needed the first counts no more once its approver is none', async () => {
      const policy = policySchema.parse({ approvals: { high: { by: 'peer', count: 2 } } })
      const bot = await startOn(open, { policy })
      quietly(bot.sandbox.company, 'manager5310', { level: 2, scope: [1] })
      const { code } = await ask(bot, 'boss001', line)
      const first = await bot.presses('manager4220', 'approve')
      expect(first.tips).toBe(`Approved: ${code} has 1 of 2 approvals.`)
      expect(bot.writes()).toEqual([])
      quietly(bot.sandbox.company, 'manager4220', undefined)
      const second = await bot.presses('boss002', 'approve')
      expect(second.tips).toBe(`Approved: ${code} has 1 of 2 approvals.`)
      expect(bot.writes()).toEqual([])

      const again = await bot.presses('boss002', 'approve')
      expect(again.tips).toBe(`Approved: ${code} has 1 of 2 approvals.`)
      await bot.presses('manager5310', 'approve')
      const card = await reaches(bot, code, 'Done')
      expect(card.markdown.match(/✅ Approved by (周航|陈默), /g)).toHaveLength(2)
      expect(bodies(bot)).toHaveLength(1)
    })
  },
)
