import { z } from 'zod'
import { parsed } from '../text.ts'
import type { CardState } from './card.ts'

const button = z.object({
  text: z.string().default(''),
  color: z.string().default('gray'),
  id: z.string().default(''),
  url: z.string().optional(),
  params: z.record(z.string(), z.unknown()).default({}),
})

export type CardButton = z.output<typeof button>

const json = z.object({ msgButtons: z.array(button).default([]) })

export interface CardView {
  title: string
  markdown: string
  tips: string
  buttons: CardButton[]
}

/** The public template "markdown + buttons" (stream-and-cards.md 5.9) as one viewer sees it; without a viewer, as all do. */
export function viewCard(card: CardState, userid?: string): CardView {
  const own = userid === undefined ? undefined : card.ownCopies.get(userid)
  const hidden = userid === undefined ? undefined : card.privateData.get(userid)
  const params = { ...(own ?? card.cardParamMap), ...hidden }
  const full = json.safeParse(parsed(params.sys_full_json_obj ?? '{}'))
  return {
    title: params.title ?? '',
    markdown: params.markdown ?? '',
    tips: params.tips ?? '',
    buttons: full.success ? full.data.msgButtons : [],
  }
}

/** Keeps what can be pressed now among what ever could be. */
export function rememberButtons(card: CardState) {
  for (const userid of [undefined, ...card.ownCopies.keys(), ...card.privateData.keys()])
    for (const { id, params } of viewCard(card, userid).buttons) card.buttonsSeen.set(id, params)
}
