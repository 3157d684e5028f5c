import { CodeTakenError } from '../errors.ts'
import type { Details, NewRequest, Request } from '../model/request.ts'
import type { CardAction, Message, Requests } from '../ports.ts'

/** What a new request needs from outside: an id, and dice for its code. */
export interface IdSource {
  newId(): string
  random(): number
}

/** Crockford's letters: nobody reads 0 for O or 1 for I aloud in a corridor. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The five characters people type: `/approve 7F3KQ`. 33 million of them; the store refuses one that is taken. */
const newCode = (dice: IdSource): string =>
  Array.from({ length: 5 }, () => letters[Math.floor(dice.random() * letters.length)]).join('')

/** What is new in every request. */
export const fresh = (dice: IdSource) =>
  ({ id: dice.newId(), code: newCode(dice), status: 'received' }) as const

/** A message as the request it becomes. Its text is whole: the frame's reader bounds it, and marks what it cut. */
export function requestOfMessage(dice: IdSource, message: Message): NewRequest {
  const { content } = message
  return {
    ...fresh(dice),
    via: 'message',
    msgId: message.msgId,
    conversation: message.conversation,
    requester: message.sender,
    line: content.kind === 'text' ? content.text : '',
    mentions: message.mentions,
    details: {
      ...(content.kind === 'unreadable' && { unreadable: content.msgtype }),
      ...(content.kind === 'over-quota' && { unreadable: content.kind }),
      ...(message.outsiders > 0 && { outsiders: message.outsiders }),
    },
  }
}

/** A press as the line that it stands for, said by the presser: one path for both. */
export function requestOfPress(
  dice: IdSource,
  press: CardAction,
  target: Request,
  line: string,
): NewRequest {
  return {
    ...fresh(dice),
    via: 'press',
    // With its card: a frame's id need not be unique for as long as a card lives.
    msgId: `press ${target.id} ${press.frameId}`,
    conversation: target.conversation,
    requester: press.userid,
    line,
    mentions: [],
    parent: target.id,
  }
}

/** A request that another leaves behind: same people, same place, a line and a code of its own. */
export function newRequestFor(
  dice: IdSource,
  parent: Request,
  { line, details }: { line: string; details: Details },
): Omit<NewRequest, 'status'> {
  const { conversation, requester } = parent
  const { id, code } = fresh(dice)
  return {
    id,
    code,
    via: 'born',
    conversation,
    requester,
    line,
    mentions: [],
    parent: parent.id,
    details,
  }
}

/** Stores a new request, drawing again where its code is taken; undefined where its msgId was seen before. */
export async function receive(
  requests: Pick<Requests, 'receive'>,
  draw: () => NewRequest,
): Promise<Request | undefined> {
  try {
    return await requests.receive(draw())
  } catch (error) {
    if (!(error instanceof CodeTakenError)) throw error
    return receive(requests, draw)
  }
}
