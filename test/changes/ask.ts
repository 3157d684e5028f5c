import { type Bot, startBot } from '../support/bot.ts'
import type { TestDatabase } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'

/** A robot on a database of its own. */
export async function startOn(
  open: () => Promise<TestDatabase>,
  options: Omit<NonNullable<Parameters<typeof startBot>[0]>, 'settings'> & {
    settings?: Readonly<Record<string, string>>
  } = {},
) {
  const { settings } = options
  return startBot({ ...options, settings: { ...settings, DATABASE_URL: (await open()).url } })
}

type Said = Parameters<Bot['says']>[2]

/** The card whose title carries this code, as everybody (or one viewer) sees it; undefined while there is none. */
export function cardOf(bot: Bot, code: string, viewer?: string) {
  const card = [...bot.sandbox.cards.values()].find(({ cardParamMap }) =>
    cardParamMap.title?.endsWith(`[${code}]`),
  )
  return card && { ...bot.sandbox.view(card.outTrackId, viewer), outTrackId: card.outTrackId }
}

export function codeOf(title: string): string {
  const code = /\[(\w{5})\]$/.exec(title)?.[1]
  if (code === undefined) throw new Error(`no code in "${title}"`)
  return code
}

/** Somebody asks for a change; resolves with its card once that is out. */
export async function ask(bot: Bot, userid: string, line: string, said?: Said) {
  const card = await bot.says(userid, line, said)
  return { ...card, code: codeOf(card.title) }
}

/** Resolves with the card once its title begins so. */
export const reaches = (bot: Bot, code: string, state: string) =>
  eventually(() => {
    const card = cardOf(bot, code)
    return card?.title.startsWith(state) ? card : undefined
  })

/** Asks, approves by the button, and resolves with the card once it is done. */
export async function done(
  bot: Bot,
  userid: string,
  line: string,
  { by = 'boss002', said }: { by?: string; said?: Said } = {},
) {
  const { code, outTrackId } = await ask(bot, userid, line, said)
  await bot.presses(by, by === userid ? 'confirm' : 'approve', outTrackId)
  return { ...(await reaches(bot, code, 'Done')), code }
}

export const bodies = (bot: Bot) => bot.writes().map(({ path, body }) => [path, body])

export const buttonsOf = ({ buttons }: { buttons: readonly { id: string }[] }) =>
  buttons.map(({ id }) => id)
