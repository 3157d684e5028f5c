export type Item =
  | {
      kind: 'message'
      at: number
      msgId: string
      from: string
      msgtype: string
      text: string
      mentions: string[]
    }
  | {
      kind: 'robot'
      at: number
      msgtype: string
      title: string
      text: string
      mentions: string[]
      via: 'webhook' | 'send'
    }
  | {
      kind: 'card'
      at: number
      outTrackId: string
      mentions: string[]
      recipients: string[] | undefined
    }

export interface Conversation {
  id: string
  kind: 'group' | 'single'
  title: string
  /** The person of a single chat. */
  userid: string | undefined
  items: Item[]
}
