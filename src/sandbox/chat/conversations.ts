import type { Company } from '../company/company.ts'

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

/** Groups that the robot is in, and single chats with it. */
export function createConversations(deps: { company: Company; changed: () => void }) {
  const { company, changed } = deps
  const all = new Map<string, Conversation>()
  const add = (conversation: Conversation) => {
    all.set(conversation.id, conversation)
    return conversation
  }
  const main = add({
    id: 'cidS4ndb0xGr0up+A/1==',
    kind: 'group',
    title: '权限申请',
    userid: undefined,
    items: [],
  })
  add({
    id: 'cidS4ndb0xGr0up+B/2==',
    kind: 'group',
    title: 'IT 值班',
    userid: undefined,
    items: [],
  })

  const hidden: Conversation = {
    id: 'cidS4ndb0xH1dden+H/0==',
    kind: 'group',
    title: 'help',
    userid: undefined,
    items: [],
  }

  const single = (userid: string): Conversation => {
    const id = `cidS1ngle${Buffer.from(userid).toString('base64')}`
    return all.get(id) ?? add({ id, kind: 'single', title: 'Rolekeeper', userid, items: [] })
  }

  return {
    main,
    /** Nobody's phone shows it: there the page asks the robot for its commands. */
    hidden,
    all: (): readonly Conversation[] => [...all.values()],
    /** By conversation id; undefined where there is none. */
    get: (id: string) => (id === hidden.id ? hidden : all.get(id)),
    /** The single chat of a person with the robot; undefined for somebody who is not staff. */
    single: (userid: string) => (company.persons.get(userid)?.staff ? single(userid) : undefined),
    show(conversation: Conversation, item: Item) {
      conversation.items.push(item)
      changed()
    },
  }
}

export type Conversations = ReturnType<typeof createConversations>
