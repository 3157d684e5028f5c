import { z } from 'zod'
import { userId } from '../../core/directory.ts'
import type { CardAction } from '../../core/ports.ts'
import { outTrackIdOf } from '../chat/card-space.ts'
import { decode } from './envelope.ts'

const payload = z.object({
  outTrackId: z.string(),
  corpId: z.string().min(1).optional().catch(undefined),
  userId: z.unknown().optional(),
  userIdType: z.unknown().optional(),
  content: z.unknown().optional(),
  value: z.unknown().optional(),
})

const bag = z.record(z.string(), z.unknown())
const action = z.object({
  cardPrivateData: z
    .object({ actionIds: z.array(z.unknown()).catch([]), params: bag.optional().catch(undefined) })
    .catch({ actionIds: [], params: undefined }),
  params: bag.optional().catch(undefined),
})

/** An outTrackId has at most 100 characters. */
const requestId = /^[\w-]{1,64}$/
const prefix = outTrackIdOf('')

/**
 * The data of a card callback (`/v1.0/card/instances/callback`,
 * https://open.dingtalk.com/document/orgapp/event-callback-card): a press, `'stray'` where the card is none of ours,
 * undefined where it is no callback at all. A press whose content cannot be read has no button, and is refused as such.
 */
export function readCardCallback(
  data: unknown,
  frameId: string,
  corpId: string,
): CardAction | 'stray' | undefined {
  const { data: callback } = payload.safeParse(data)
  if (callback === undefined) return undefined
  const { outTrackId } = callback
  const id = outTrackId.slice(prefix.length)
  if (!outTrackId.startsWith(prefix) || !requestId.test(id)) return 'stray'
  // 1 is the userid, which is how our cards are created and what is meant where nothing is said; 2 names people differently.
  const byUserid = Number(callback.userIdType ?? 1) === 1
  const ours = (callback.corpId === undefined || callback.corpId === corpId) && byUserid
  return {
    frameId,
    requestId: id,
    userid: ours ? userId.safeParse(callback.userId).data : undefined,
    ...pressed(callback.content ?? callback.value),
  }
}

/** Two of DingTalk's documents put `params` in two places. */
function pressed(content: unknown): Pick<CardAction, 'button' | 'params'> {
  const { data } = action.safeParse(decode(content) ?? content)
  const { actionIds = [], params: inner } = data?.cardPrivateData ?? {}
  const params = strings(inner ?? data?.params ?? {})
  const [first] = actionIds
  return { button: params.action ?? (typeof first === 'string' ? first : ''), params }
}

function strings(params: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([key, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value) ? [[key, String(value)]] : [],
    ),
  )
}
