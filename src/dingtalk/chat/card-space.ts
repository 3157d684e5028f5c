import type { Card } from '../../core/model/card.ts'
import { personName } from '../../core/model/person-name.ts'
import type { Request } from '../../core/model/request.ts'

/** The card's outTrackId (at most 100 characters) follows from its request: showing it again finds the card that is out. */
export function outTrackIdOf(requestId: string): string {
  return `rolekeeper-${requestId}`
}

/** A client whose language is missing would show its own words for "card". */
const languages = ['ZH_CN', 'ZH_TW', 'EN_US', 'JA_JP', 'VI_VN', 'TH_TH'] as const

const spaceOf = (title: string) => ({
  // A forwarded card would carry its buttons into conversations nobody asked in.
  supportForward: false,
  lastMessageI18n: Object.fromEntries(languages.map(language => [language, title])),
  notification: { alertContent: title, notificationOff: false },
})

type Where = Pick<Request, 'conversation' | 'requester'>
type Whom = Pick<Card, 'mentions' | 'call' | 'onlyFor'>

/** A card's space, in the fields of createAndDeliver. */
export function cardSpace(where: Where, card: Whom & Pick<Card, 'title'>, robotCode: string) {
  const { title, mentions } = card
  const delivery = cardDelivery(where, card, robotCode)
  if (where.conversation.kind === 'single')
    return { ...delivery, imRobotOpenSpaceModel: spaceOf(title) }
  return {
    ...delivery,
    imGroupOpenSpaceModel: spaceOf(title),
    ...(mentions.length > 0 && { cardAtUserIds: mentions }),
  }
}

/** Where a card goes, in the fields of deliver: into the request's group, or to its requester and whom it mentions. */
export function cardDelivery(
  { conversation, requester }: Where,
  { mentions, call, onlyFor }: Whom,
  robotCode: string,
) {
  // Whoever is mentioned is not in a single chat: the card comes to each of them, in the chat they have with the robot.
  const people = [...new Set([requester, ...mentions])]
  // A single chat is addressed by the person: given its conversationId, the card is "delivered" to nobody.
  if (conversation.kind === 'single') {
    return {
      openSpaceId: people.map(userid => `dtv1.card//IM_ROBOT.${userid}`).join(';'),
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode },
    }
  }
  const atUserIds = Object.fromEntries(
    mentions.map(userid => [userid, personName(call?.names ?? {}, userid)]),
  )
  return {
    openSpaceId: `dtv1.card//IM_GROUP.${conversation.id}`,
    imGroupOpenDeliverModel: {
      robotCode,
      ...(mentions.length > 0 && { atUserIds }),
      ...(onlyFor !== undefined && { recipients: [onlyFor] }),
    },
  }
}
