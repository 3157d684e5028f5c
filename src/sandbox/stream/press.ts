import type { Person } from '../company/state.ts'
import { unionId } from '../ids.ts'

export const cardTopic = '/v1.0/card/instances/callback'

/** The data of a card callback; `content` and `extension` are JSON once more (stream-and-cards.md 5.8). */
export function pressData(press: {
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
