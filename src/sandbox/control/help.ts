import { setTimeout as wait } from 'node:timers/promises'
import { type CardState, viewCard } from '../cards/card.ts'
import type { Conversations } from '../chat/conversations.ts'
import type { Company } from '../company/company.ts'
import type { Wire } from '../wire.ts'

const answerTimeoutMs = 5000
const lookMs = 20
/** More pages than any robot's help has. */
const mostPages = 20

/** `- /role show &lt;role&gt;: Show one role.` of a card's markdown, as text again. */
function commandOf(line: string) {
  const text = line
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  const [, usage, summary] = /^- (\/.+?)\s*[:：]\s*(.*)$/u.exec(text) ?? []
  return usage === undefined || summary === undefined ? [] : [{ usage, summary }]
}

/**
 * What the robot says it understands: asked once with `/help`, in a conversation that no phone shows, by an administrator,
 * over the same wire as everybody. Empty while no robot answers; asked anew when one connects.
 */
export function createHelp(deps: {
  company: Company
  conversations: Conversations
  cards: ReadonlyMap<string, CardState>
  wire: Wire
  say: (userid: string, text: string, options: { conversation: string }) => Promise<unknown>
  press: (userid: string, outTrackId: string, buttonId: string) => Promise<unknown>
  connected: () => number
}) {
  const { company, conversations, cards, wire, say, press, connected } = deps
  const { hidden } = conversations
  let known: Promise<ReturnType<typeof commandOf>> | undefined
  wire.listen(({ kind }) => {
    if (kind === 'connections' && connected() === 0) known = undefined
  })

  async function answered(before: number): Promise<CardState | undefined> {
    const end = Date.now() + answerTimeoutMs
    while (Date.now() < end) {
      const item = hidden.items.slice(before).find(({ kind }) => kind !== 'message')
      if (item) return item.kind === 'card' ? cards.get(item.outTrackId) : undefined
      await wait(lookMs)
    }
    return undefined
  }

  async function ask() {
    const asker = [...company.persons.values()].find(({ admin }) => admin?.level === 1)
    if (!asker || connected() === 0) return []
    const before = hidden.items.length
    await say(asker.userid, '/help', { conversation: hidden.id })
    const card = await answered(before)
    if (!card) return []
    const lines: string[] = []
    for (let page = 0; page < mostPages; page += 1) {
      const { markdown, buttons } = viewCard(card, asker.userid)
      lines.push(...markdown.split('\n'))
      if (!buttons.some(({ id }) => id === 'next')) break
      await press(asker.userid, card.outTrackId, 'next')
    }
    return lines.flatMap(commandOf)
  }

  return async () => {
    known ??= ask().catch(() => [])
    const commands = await known
    if (commands.length === 0) known = undefined
    return commands
  }
}
