import type { Card } from '../core/card.ts'
import type { Request } from '../core/request.ts'

/** A client whose language is missing would show its own words for "card". */
const languages = ['ZH_CN', 'ZH_TW', 'EN_US', 'JA_JP', 'VI_VN', 'TH_TH'] as const

const spaceOf = (title: string) => ({
  // A forwarded card would carry its buttons into conversations nobody asked in.
  supportForward: false,
  lastMessageI18n: Object.fromEntries(languages.map(language => [language, title])),
  notification: { alertContent: title, notificationOff: false },
})

/** Where a card goes, in the fields of createAndDeliver: into the request's group, or to its requester alone. */
export function cardSpace(
  { conversation, requester }: Pick<Request, 'conversation' | 'requester'>,
  { title, mentions }: Pick<Card, 'title' | 'mentions'>,
  robotCode: string,
) {
  // A single chat is addressed by the person: given its conversationId, the card is "delivered" to nobody.
  if (conversation.kind === 'single') {
    return {
      openSpaceId: `dtv1.card//IM_ROBOT.${requester}`,
      imRobotOpenSpaceModel: spaceOf(title),
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode },
    }
  }
  const atUserIds = Object.fromEntries(mentions.map(userid => [userid, userid]))
  return {
    openSpaceId: `dtv1.card//IM_GROUP.${conversation.id}`,
    imGroupOpenSpaceModel: spaceOf(title),
    imGroupOpenDeliverModel: { robotCode, ...(mentions.length > 0 && { atUserIds }) },
    ...(mentions.length > 0 && { cardAtUserIds: mentions }),
  }
}
