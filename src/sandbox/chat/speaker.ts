import { randomUUID } from 'node:crypto'
import type { Company } from '../company/company.ts'
import type { Person } from '../company/state.ts'
import type { Faults } from '../faults.ts'
import type { Pusher } from '../stream/pusher.ts'
import type { Ack } from '../wire.ts'
import type { Conversations } from './conversations.ts'
import { messageData, messageTopic } from './message.ts'
import type { Sessions } from './sessions.ts'

export interface SayOptions {
  /** userids picked with @; a person named `@name` in the text is cut out there, as DingTalk does. */
  mentions?: string[] | undefined
  /** A group's conversation id, or 'single' for the chat with the robot alone; default: the first group. */
  conversation?: string | undefined
  msgtype?: string | undefined
  msgId?: string | undefined
  /** Overrides of the frame's data; undefined removes a field. */
  raw?: Record<string, unknown> | undefined
  /** The whole data as text, JSON or not. */
  rawData?: string | undefined
  /** How many frames carry it, as when DingTalk delivers twice. */
  deliveries?: number | undefined
}

/** Lets a person write to the robot: the item in the conversation, the frame on the wire, and the ack. */
export function createSpeaker(deps: {
  company: Company
  conversations: Conversations
  sessions: Sessions
  faults: Faults
  pusher: Pusher
  clientId: string
  robotName: string
  url: string
  now: () => number
  ackLimitMs: number
}) {
  const { company, conversations, sessions, faults, pusher, clientId, now } = deps
  const { robotName, ackLimitMs } = deps
  const person = (userid: string): Person => {
    const found = company.persons.get(userid)
    if (!found) throw new Error(`no person ${userid}`)
    return found
  }
  const conversationOf = (userid: string, wanted: string | undefined) => {
    const found =
      wanted === undefined
        ? conversations.main
        : wanted === 'single'
          ? conversations.single(userid)
          : conversations.get(wanted)
    if (!found) throw new Error(`no conversation ${wanted} for ${userid}`)
    return found
  }

  return async (
    userid: string,
    text: string,
    options: SayOptions = {},
  ): Promise<{ msgId: string; ack: Ack | undefined }> => {
    const { mentions = [], msgtype = 'text', msgId = `msg${randomUUID().slice(0, 18)}==` } = options
    const conversation = conversationOf(userid, options.conversation)
    const said = {
      person: person(userid),
      text,
      mentions: mentions.map(person),
      conversation,
      msgtype,
      msgId,
      robotName,
    }
    conversations.show(conversation, {
      kind: 'message',
      at: now(),
      msgId,
      from: userid,
      msgtype,
      text,
      mentions,
    })
    const { session, until } = sessions.open(conversation)
    const url = `${deps.url}/robot/sendBySession?session=${encodeURIComponent(session)}`
    const overQuota = faults.strike('over-quota') !== undefined
    const data = messageData(said, {
      company,
      clientId,
      webhook: { url, until },
      now: now(),
      overQuota,
    })
    const ack = await pusher.push(
      {
        type: 'CALLBACK',
        topic: messageTopic,
        data: options.rawData ?? { ...data, ...options.raw },
      },
      { limitMs: ackLimitMs, deliveries: options.deliveries },
    )
    return { msgId, ack }
  }
}
