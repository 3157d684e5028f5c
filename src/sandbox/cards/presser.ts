import type { Company } from '../company/company.ts'
import type { Person } from '../company/state.ts'
import { unionId } from '../ids.ts'
import type { Pusher } from '../stream/pusher.ts'
import { withoutNulls } from '../without-nulls.ts'
import { type CardState, viewCard } from './card.ts'
import { callbackAnswer, updateForPresser } from './update.ts'

const cardTopic = '/v1.0/card/instances/callback'

/** The data of a card callback; `content` and `extension` are JSON once more (stream-and-cards.md 5.8). */
function pressData(press: {
  outTrackId: string
  person: Person
  corpId: string
  userIdType: number
  spaceId: string
  buttonId: string
  params: Record<string, unknown>
}): Record<string, unknown> {
  const { outTrackId, person, corpId, userIdType, spaceId, buttonId, params } = press
  return {
    type: 'actionCallback',
    outTrackId,
    corpId,
    userId: userIdType === 2 ? unionId(person.userid) : person.userid,
    userIdType,
    spaceId,
    spaceType: 'IM',
    extension: '{}',
    content: JSON.stringify({ cardPrivateData: { actionIds: [buttonId], params } }),
  }
}

export interface PressOptions {
  corpId?: string | undefined
  params?: Record<string, unknown> | undefined
  deliveries?: number | undefined
}

/** Lets a person press a button: the callback frame, and the answer's data, shown to that person alone. */
export function createPresser(deps: {
  cards: Map<string, CardState>
  company: Company
  pusher: Pusher
  /** DingTalk waits 2 s for a card callback's answer (stream-and-cards.md 5.8). */
  pressLimitMs: number
  changed: () => void
}) {
  const { cards, company, pusher, pressLimitMs, changed } = deps

  return async (
    userid: string,
    outTrackId: string,
    buttonId: string,
    options: PressOptions = {},
  ): Promise<Record<string, unknown> | undefined> => {
    const card = cards.get(outTrackId)
    if (!card) throw new Error(`no card ${outTrackId}`)
    const person = company.persons.get(userid)
    if (!person) throw new Error(`no person ${userid}`)
    const shown = viewCard(card, userid).buttons.find(({ id }) => id === buttonId)
    const params = options.params ?? shown?.params ?? card.buttonsSeen.get(buttonId)
    if (!params) throw new Error(`no button ${buttonId} was ever on card ${outTrackId}`)
    // Without callbackType STREAM a press reaches no stream client.
    if (card.callbackType !== 'STREAM') return undefined
    const data = pressData({
      outTrackId,
      person,
      corpId: options.corpId ?? person.corpId,
      userIdType: card.userIdType,
      spaceId: card.spaces[0]?.id ?? '',
      buttonId,
      params,
    })
    const ack = await pusher.push(
      { type: 'CALLBACK', topic: cardTopic, data },
      { limitMs: pressLimitMs, deliveries: options.deliveries },
    )
    const answer = callbackAnswer.safeParse(withoutNulls(ack?.data))
    if (ack?.code !== 200 || !answer.success) return undefined
    updateForPresser(card, userid, answer.data.response)
    changed()
    return answer.data.response
  }
}
