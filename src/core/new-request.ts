import type { Message } from './ports.ts'
import type { NewRequest } from './request.ts'

/** Random characters, injected so that core has no dice of its own. */
export type Random = () => number

/** Crockford's letters: nobody reads 0 for O or 1 for I aloud in a corridor. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The five characters people type: `/approve 7F3KQ`. 33 million of them; the store refuses one that is taken. */
export const newCode = (random: Random): string =>
  Array.from({ length: 5 }, () => letters[Math.floor(random() * letters.length)]).join('')

/** A message as the request it becomes. The text is cut: no command is that long, and it is kept. */
export function requestOfMessage(message: Message, id: string, code: string): NewRequest {
  const { content } = message
  return {
    id,
    code,
    status: 'received',
    via: 'message',
    msgId: message.msgId,
    conversation: message.conversation,
    requester: message.sender,
    line: content.kind === 'text' ? content.text.slice(0, 2000) : '',
    mentions: message.mentions,
    details: {
      ...(content.kind === 'unreadable' && { unreadable: content.msgtype }),
      ...(content.kind === 'over-quota' && { unreadable: content.kind }),
      ...(message.outsiders > 0 && { outsiders: message.outsiders }),
    },
  }
}
