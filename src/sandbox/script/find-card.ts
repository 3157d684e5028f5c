import type { Sandbox } from '../sandbox.ts'
import { ScriptError } from './script-error.ts'
import type { StandIns } from './stand-ins.ts'

/**
 * The card that a press is meant for, and its button by id or text: the one of that code, else the newest that shows the button,
 * else the newest that once did, as somebody presses who has not looked for a while. Throws a ScriptError where there is none.
 */
export function findCard(
  sandbox: Pick<Sandbox, 'cards' | 'view'>,
  wanted: {
    userid: string
    button: string
    on: string | undefined
    standIns: Pick<StandIns, 'reveal'>
  },
) {
  const { userid, button, on, standIns } = wanted
  const code = on && standIns.reveal(on)
  const cards = [...sandbox.cards.values()]
    .reverse()
    .filter(
      ({ outTrackId }) =>
        code === undefined || sandbox.view(outTrackId).title.includes(`[${code}]`),
    )
  if (cards.length === 0) throw new ScriptError('noCard', { on: on ?? '' })
  const asked = button.toLowerCase()
  for (const { outTrackId } of cards) {
    const shown = sandbox
      .view(outTrackId, userid)
      .buttons.find(({ id, text }) => id === asked || text.toLowerCase() === asked)
    if (shown) return { outTrackId, button: { id: shown.id, text: shown.text } }
  }
  const old = cards.find(({ buttonsSeen }) => buttonsSeen.has(asked))
  if (!old) throw new ScriptError('noButton', { button })
  return { outTrackId: old.outTrackId, button: { id: asked, text: button } }
}
