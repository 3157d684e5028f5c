import { expect, test } from '@jest/globals'
import { policySchema } from '../../src/core/access/policy.ts'
import { cardOf, codeOf, reaches } from '../changes/ask.ts'
import { type Bot, startBot } from '../support/bot.ts'

/** 赵敏 is in 111, which is under 11. */
const target = '01234567890123456789'

const everyone = {
  boss001: { level: 'main', reaches: true },
  boss002: { level: 'main', reaches: true },
  /** Manages 11. */
  manager4220: { level: 'sub', reaches: true },
  /** Manages 20. */
  manager5310: { level: 'sub', reaches: false },
  /** No administrator, but named by the policy. */
  EMP123: { level: undefined, reaches: true },
  EMP203: undefined,
} as const
type Who = keyof typeof everyone
const names = Object.keys(everyone).filter((who): who is Who => Object.hasOwn(everyone, who))

const risks = {
  low: {
    line: (_: Bot, n: number) => `/role create new-${n} --group 职务`,
    concerns: false,
  },
  high: {
    line: (bot: Bot, n: number) =>
      `/role add ${bot.sandbox.company.addRole(`role ${n}`, 900200).id} ${target}`,
    concerns: true,
  },
  critical: {
    line: (bot: Bot, n: number) =>
      `/role delete ${bot.sandbox.company.addRole(`role ${n}`, 900200, [target]).id}`,
    concerns: true,
  },
} as const
type Risk = keyof typeof risks

function mayAsk(who: Who, risk: Risk): boolean {
  const person = everyone[who]
  return person !== undefined && (person.reaches || !risks[risk].concerns)
}

function mayAgree(who: Who, asker: Who, risk: Risk): boolean {
  const person = everyone[who]
  if (risk === 'low') return who === asker
  if (person === undefined || who === asker || !person.reaches) return false
  // A new member manages everyone until limited: whoever is no main administrator asks one.
  return (risk === 'high' && everyone[asker]?.level === 'main') || person.level === 'main'
}

test.each(Object.keys(risks).filter((risk): risk is Risk => Object.hasOwn(risks, risk)))(
  'a %s risk, asked for and pressed by everybody, over the wire',
  async risk => {
    const named = { allow: { levels: ['main', 'sub'], users: ['EMP123'] } }
    const bot = await startBot({ policy: policySchema.parse({ request: named, approve: named }) })
    const happened: Record<string, boolean> = {}
    const should: Record<string, boolean> = {}
    let n = 0
    for (const asker of names)
      for (const presser of names) {
        n += 1
        const line = risks[risk].line(bot, n)
        // Whoever has no right was told in the group, when they pressed, and is met with silence there.
        const where = everyone[asker] ? {} : { conversation: 'single' }
        const card = await bot.says(asker, line, where)
        const asked = card.title.startsWith('Waiting for approval')
        should[`${asker} asks`] = mayAsk(asker, risk)
        happened[`${asker} asks`] = asked
        // The same for each presser, and whoever has no right is told once an hour.
        if (!asked) break
        const code = codeOf(card.title)
        const before = bot.writes().length
        const button = risk === 'low' ? 'confirm' : 'approve'
        const { tips } = await bot.presses(presser, button, card.outTrackId)
        const approved = tips.startsWith('Approved: ')
        should[`${presser} agrees to ${asker}`] = mayAgree(presser, asker, risk)
        happened[`${presser} agrees to ${asker}`] = approved
        if (approved) await reaches(bot, code, 'Done')
        else expect(cardOf(bot, code)?.title).toMatch(/^Waiting for approval/)
        expect(bot.writes().length > before).toBe(approved)
      }
    expect(happened).toEqual(should)
  },
)
