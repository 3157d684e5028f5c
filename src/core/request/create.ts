import { CodeTakenError } from '../errors.ts'
import type { NewRequest, Request } from '../model/request.ts'
import { msgIds, origins, unidentified } from '../model/stored-names.ts'
import type { CardAction, IdSource, Message, Requests } from '../ports.ts'

/** Crockford's letters: nobody reads 0 for O or 1 for I aloud in a corridor. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The five characters people type: `/approve 7F3KQ`. 33 million of them; the store refuses one that is taken. */
const newCode = ({ random }: IdSource): string =>
  Array.from({ length: 5 }, () => letters[Math.floor(random() * letters.length)]).join('')

/** A new request's id and code. */
export const newIds = (ids: IdSource) => ({ id: ids.newId(), code: newCode(ids) })

interface Deps extends IdSource {
  readonly requests: Pick<Requests, 'receive'>
}

/** Stores a message as the request it becomes. Its text is bounded by the frame's reader, which says where it cut. */
export function receiveMessage(deps: Deps, message: Message): Promise<Request | undefined> {
  const { content } = message
  return receive(deps, {
    ...newIds(deps),
    status: 'received',
    via: origins.message,
    msgId: message.msgId,
    conversation: message.conversation,
    requester: message.sender ?? unidentified,
    line: content.kind === 'text' ? content.text : '',
    mentions: message.mentions,
    details: {
      kind: 'line',
      ...(content.kind === 'unreadable' && { unreadable: content.msgtype }),
      ...(content.kind === 'over-quota' && { unreadable: content.kind }),
      ...(content.kind === 'text' && content.isCut && { unreadable: 'too-long' }),
      ...(message.outsiders > 0 && { outsiders: message.outsiders }),
    },
  })
}

/** Stores a card action as the line that it stands for, said by whoever pressed: one path for both. */
export function receiveCardAction(
  deps: Deps,
  action: CardAction,
  target: Request,
  line: string,
): Promise<Request | undefined> {
  return receive(deps, {
    ...newIds(deps),
    status: 'received',
    via: origins.cardAction,
    msgId: msgIds.cardAction(target.id, action.frameId),
    conversation: target.conversation,
    requester: action.userid ?? unidentified,
    line,
    mentions: [],
    parent: target.id,
    details: { kind: 'line' },
  })
}

/** A request that another leaves behind: same requester, same conversation, ids of its own. */
export function spawnedBy({ id, conversation, requester }: Request, ids: IdSource) {
  return {
    ...newIds(ids),
    via: origins.spawned,
    conversation,
    requester,
    mentions: [],
    parent: id,
  } as const
}

/** Stores a new request, drawing another code where its own is taken; undefined where its msgId was seen before. */
export async function receive(deps: Deps, request: NewRequest): Promise<Request | undefined> {
  try {
    return await deps.requests.receive(request)
  } catch (error) {
    if (!(error instanceof CodeTakenError)) throw error
    return receive(deps, { ...request, code: newCode(deps) })
  }
}
