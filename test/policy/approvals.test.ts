import { describe, expect, test } from '@jest/globals'
import { ask, buttonsOf, reaches } from '../changes/ask.ts'
import { eventually } from '../support/eventually.ts'
import { under } from './under.ts'

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

    const peer = bot.sandbox.company.persons.get('manager5310')
    if (peer) peer.admin = { level: 2, scope: [1] }
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
