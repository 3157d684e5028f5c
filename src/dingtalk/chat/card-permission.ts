import type { OpenApi } from '../openapi/endpoint.ts'
import { saidNo } from '../openapi/said-no.ts'
import { updateCard } from './card-endpoints.ts'
import { byKey } from './card-template.ts'
import { outTrackIdOf } from './out-track-id.ts'

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
    if (!saidNo(error, 'param.cardNotExist')) throw error
  }
}
