import { describe, expect, test } from '@jest/globals'
import { ask, buttonsOf, reaches } from '../changes/ask.ts'
import { storeOn } from '../store/stores.ts'
import { under } from './under.ts'

const rename = '/role rename 1203141 财务部'

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
