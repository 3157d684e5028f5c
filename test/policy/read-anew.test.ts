import { expect, test } from '@jest/globals'
import { ask, cardOf, reaches } from '../changes/ask.ts'
import type { Bot } from '../support/bot.ts'
import { under } from './under.ts'

const rename = '/role rename 1203141 财务部'

/** Somebody is no administrator any more, and DingTalk's event of it is lost: what is remembered says they still are. */
function dismissUnheard(bot: Bot, userid: string): void {
  const person = bot.sandbox.company.persons.get(userid)
  if (!person) throw new Error(`no ${userid}`)
  person.admin = undefined
}

test('an approval is worth what DingTalk says of its approver at the press, not what is remembered', async () => {
  const bot = await under({})
  const { code } = await ask(bot, 'boss001', rename)
  dismissUnheard(bot, 'boss002')
  expect((await bot.presses('boss002', 'approve')).tips).toBe(
    'You are not allowed to approve this.',
  )
  expect(cardOf(bot, code)?.title).toMatch(/^Waiting for approval/)
  expect(bot.writes()).toEqual([])
})

test('so is the request, of its requester', async () => {
  const bot = await under({})
  const { code } = await ask(bot, 'boss001', rename)
  dismissUnheard(bot, 'boss001')
  await bot.presses('boss002', 'approve')
  await reaches(bot, code, 'Cancelled')
  expect(bot.writes()).toEqual([])
})

test('a first approval of two does not count any more once its approver is dismissed', async () => {
  const bot = await under({ approvals: { high: { by: 'peer', count: 2 } } })
  const peer = bot.sandbox.company.persons.get('manager5310')
  if (peer) peer.admin = { level: 2, scope: [1] }
  const { code, outTrackId } = await ask(bot, 'boss001', rename)
  await bot.presses('boss002', 'approve', outTrackId)
  dismissUnheard(bot, 'boss002')
  const second = await bot.presses('manager4220', 'approve', outTrackId)
  expect(second.tips).toBe(`Approved: ${code} has 1 of 2 approvals.`)
  expect(bot.writes()).toEqual([])
  await bot.presses('manager5310', 'approve', outTrackId)
  await reaches(bot, code, 'Done')
})

test('a sub administrator’s departments are read at the press, too', async () => {
  const bot = await under({})
  const { code } = await ask(bot, 'boss001', '/role add 1203142 01234567890123456789')
  const person = bot.sandbox.company.persons.get('manager4220')
  if (person) person.admin = { level: 2, scope: [40] }
  expect((await bot.presses('manager4220', 'approve')).tips).toBe(
    'This is outside the departments that you manage.',
  )
  await bot.presses('boss002', 'approve')
  await reaches(bot, code, 'Done')
})
