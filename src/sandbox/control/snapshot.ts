import { type CardState, viewCard } from '../cards/card.ts'
import type { Conversations } from '../chat/conversations.ts'
import type { Company } from '../company/company.ts'

/** The company as JSON, members and scopes resolved. */
export const companySnapshot = (company: Company) => ({
  corpId: company.corpId,
  departments: [...company.departments.values()],
  persons: [...company.persons.values()],
  groups: [...company.groups.values()].map(group => ({
    ...group,
    roles: [...company.roles.values()]
      .filter(({ groupId }) => groupId === group.id)
      .map(({ id, name, derived }) => ({
        id,
        name,
        isDefault: derived !== undefined,
        members: company
          .membersOf(id)
          .map(([{ userid, name }, scope]) => ({ userid, name, scope: scope ?? null })),
      })),
  })),
  adminGroups: [...company.adminGroups.values()],
})

/** A card as JSON: what all see, and what each viewer sees who sees something else. */
export const cardSnapshot = (card: CardState) => ({
  outTrackId: card.outTrackId,
  cardTemplateId: card.cardTemplateId,
  callbackType: card.callbackType ?? null,
  at: card.at,
  updatedAt: card.updatedAt,
  updates: card.updates,
  cardParamMap: card.cardParamMap,
  deliveredTo: card.deliveredTo,
  mentions: card.mentions,
  recipients: card.recipients ?? null,
  supportForward: card.supportForward,
  view: viewCard(card),
  viewers: Object.fromEntries(
    [...new Set([...card.ownCopies.keys(), ...card.privateData.keys()])].map(userid => [
      userid,
      viewCard(card, userid),
    ]),
  ),
})

export const conversationsSnapshot = (conversations: Conversations) =>
  conversations
    .all()
    .map(({ userid, ...conversation }) => ({ ...conversation, userid: userid ?? null }))
