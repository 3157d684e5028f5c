import { z } from 'zod'
import { parsed } from '../parsed.ts'
import { type Params, templateOf } from './templates.ts'

/** All values are strings; anything else is refused by the gateway's type check (stream-and-cards.md 5.7). */
export const cardDataSchema = z.object({ cardParamMap: z.record(z.string(), z.string()) })
export const privateDataSchema = z.record(z.string(), cardDataSchema)

export interface CardState {
  outTrackId: string
  cardTemplateId: string
  /** Undefined where it was left out: then presses reach nobody. */
  callbackType: string | undefined
  userIdType: number
  at: number
  updatedAt: number
  /** PUTs so far. */
  updates: number
  cardParamMap: Params
  privateData: Map<string, Params>
  /** Public data as one viewer alone sees it, after a callback's answer. */
  ownCopies: Map<string, Params>
  spaces: CardSpace[]
  /** Conversation ids and userids that it really reached. */
  deliveredTo: string[]
  mentions: string[]
  recipients: string[] | undefined
  supportForward: boolean
  /** Buttons that were ever on it, with their params: a slow viewer presses what is gone already. */
  buttonsSeen: Map<string, Record<string, unknown>>
}

export interface CardSpace {
  type: 'IM_GROUP' | 'IM_ROBOT'
  id: string
}

const button = z.object({
  text: z.string().default(''),
  color: z.string().default('gray'),
  id: z.string().default(''),
  url: z.string().optional(),
  params: z.record(z.string(), z.unknown()).default({}),
})

type CardButton = z.output<typeof button>

const json = z.object({
  msgButtons: z.array(button).default([]),
  order: z.array(z.string()).optional(),
})

export interface CardView {
  title: string
  markdown: string
  tips: string
  buttons: CardButton[]
}

/** The card as one viewer sees it; without a viewer, as all do. */
export function viewCard(card: CardState, userid?: string): CardView {
  const own = userid === undefined ? undefined : card.ownCopies.get(userid)
  const hidden = userid === undefined ? undefined : card.privateData.get(userid)
  const params = { ...(own ?? card.cardParamMap), ...hidden }
  const full = json.safeParse(parsed(params.sys_full_json_obj ?? '{}'))
  const { msgButtons, order } = full.success ? full.data : { msgButtons: [], order: undefined }
  const { hasButtons, ...face } = templateOf(card.cardTemplateId)(params, order)
  return { ...face, buttons: hasButtons ? msgButtons : [] }
}

/** Keeps what can be pressed now among what ever could be. */
export function rememberButtons(card: CardState) {
  for (const userid of [undefined, ...card.ownCopies.keys(), ...card.privateData.keys()])
    for (const { id, params } of viewCard(card, userid).buttons) card.buttonsSeen.set(id, params)
}

/** A card that nobody has got yet. */
export function newCard(
  card: Pick<
    CardState,
    | 'outTrackId'
    | 'cardTemplateId'
    | 'callbackType'
    | 'userIdType'
    | 'cardParamMap'
    | 'privateData'
    | 'supportForward'
  >,
  now: number,
): CardState {
  const made: CardState = {
    ...card,
    at: now,
    updatedAt: now,
    updates: 0,
    ownCopies: new Map(),
    spaces: [],
    deliveredTo: [],
    mentions: [],
    recipients: undefined,
    buttonsSeen: new Map(),
  }
  rememberButtons(made)
  return made
}
