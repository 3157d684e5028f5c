import type { UserId } from '../../core/directory.ts'
import { DingTalkRefusedError, DingTalkUnreachableError } from '../../core/errors.ts'
import type { Card } from '../../core/model/card.ts'
import type { Request } from '../../core/model/request.ts'
import type { Log } from '../../core/ports.ts'
import type { Endpoint, OpenApi } from '../openapi/endpoint.ts'
import { refusedWith } from '../openapi/response.ts'
import {
  createAndDeliver,
  createAndDeliverAgain,
  type Delivered,
  deliverCard,
  undeliveredOf,
  updateCard,
} from './card-endpoints.ts'
import { cardDelivery, cardSpace, outTrackIdOf } from './card-space.ts'
import { byKey, type CardParams, renderCard } from './card-template.ts'

const exists = 'param.cardAlreadyExist'

type Addressed = Pick<Request, 'id' | 'conversation' | 'requester'>

/**
 * One card a request, whatever is repeated. All throw DingTalkRefusedError or DingTalkUnreachableError where
 * nobody may be seeing it.
 */
export function createCards({
  openapi,
  robotCode,
  templateId,
  log,
}: {
  openapi: OpenApi
  robotCode: string
  templateId: string
  log: Pick<Log, 'warn'>
}) {
  async function deliver(
    request: Addressed,
    card: Card,
    api: Endpoint<Delivered> = createAndDeliver,
  ): Promise<void> {
    const answer = await openapi.call(api, {
      body: {
        cardTemplateId: templateId,
        outTrackId: outTrackIdOf(request.id),
        callbackType: 'STREAM',
        userIdType: 1,
        cardData: { cardParamMap: renderCard(card) },
        ...cardSpace(request, card, robotCode),
      },
    })
    check(api.path, request, answer)
  }

  async function deliverOnly(request: Addressed, card: Card): Promise<void> {
    const delivery = cardDelivery(request, card, robotCode)
    const body = { outTrackId: outTrackIdOf(request.id), userIdType: 1, ...delivery }
    check(deliverCard.path, request, await openapi.call(deliverCard, { body }))
  }

  function check(api: string, { id }: Addressed, answer: Delivered): void {
    const { everybody, failed, of, message } = undeliveredOf(answer)
    if (everybody)
      throw new DingTalkRefusedError({ api, code: 'notDelivered', reason: 'bug', message })
    // The others would get it twice, if it were sent again.
    if (failed > 0) log.warn('card.partlyDelivered', { id, failed, of, text: message })
  }

  async function put(body: Readonly<Record<string, unknown>>): Promise<void> {
    const edit = () =>
      openapi.call(updateCard, { body: { ...body, cardUpdateOptions: byKey, userIdType: 1 } })
    const { success } = await edit().catch(error => {
      if (!(error instanceof DingTalkUnreachableError)) throw error
      return edit()
    })
    if (success !== false) return
    throw new DingTalkRefusedError({
      api: updateCard.path,
      code: 'notUpdated',
      reason: 'bug',
      message: '',
    })
  }

  /** Edits the card for everybody; `viewers` had words of their own, which would keep covering the new ones. */
  function update(requestId: string, card: Card, viewers: readonly UserId[] = []): Promise<void> {
    const params = renderCard(card)
    return put({
      outTrackId: outTrackIdOf(requestId),
      cardData: { cardParamMap: params },
      ...(viewers.length > 0 && { privateData: forEach(viewers, params) }),
    })
  }

  /** Edits the card for one viewer. */
  function updateFor(requestId: string, viewer: UserId, params: CardParams): Promise<void> {
    return put({ outTrackId: outTrackIdOf(requestId), privateData: forEach([viewer], params) })
  }

  /**
   * Creates and delivers the card. After silence it is tried once more under the same outTrackId: "already exists" then
   * means that the first try worked. At a first try it means an earlier life sent it, with words that may be old by now. After
   * "busy" it means no more than that the card was created: it goes on with the delivery (stream-and-cards.md 5.7).
   */
  async function create(request: Addressed, card: Card): Promise<void> {
    try {
      await deliver(request, card)
    } catch (error) {
      if (refusedWith(error, exists)) return update(request.id, card)
      const wasBusy = error instanceof DingTalkRefusedError && error.reason === 'busy'
      if (!wasBusy && !(error instanceof DingTalkUnreachableError)) throw error
      try {
        await deliver(request, card, createAndDeliverAgain)
      } catch (second) {
        if (!refusedWith(second, exists)) throw second
        if (!wasBusy) return
        await deliverOnly(request, card)
        await update(request.id, card)
      }
    }
  }

  return { create, update, updateFor }
}

const forEach = (viewers: readonly UserId[], cardParamMap: CardParams) =>
  Object.fromEntries(viewers.map(viewer => [viewer, { cardParamMap }]))

/**
 * Whether the app may write cards, found out without posting one: it edits a card that never was. Only that it does not
 * exist may be said against it; anything else (the missing permission, the quota) is thrown. Costs one metered call.
 */
export async function checkCardPermission(openapi: OpenApi): Promise<void> {
  const body = {
    outTrackId: outTrackIdOf('permission-check'),
    cardData: { cardParamMap: { tips: '' } },
    cardUpdateOptions: byKey,
    userIdType: 1,
  }
  try {
    await openapi.call(updateCard, { body })
  } catch (error) {
    if (!refusedWith(error, 'param.cardNotExist')) throw error
  }
}
