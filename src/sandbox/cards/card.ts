export type Params = Record<string, string>

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
