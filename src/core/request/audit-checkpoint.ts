import type { BotSurroundings } from '../bot.ts'
import { userId } from '../directory.ts'
import type { NewRequest, Request, Transition } from '../model/request.ts'
import { fresh, type IdSource } from './create.ts'

const robot = userId.parse('rolekeeper')

/** Today's note of where the audit ends, as a request of the robot's own: its msgId is the day, so that there is one a day. */
export function requestOfHead(dice: IdSource, conversation: string, now: Date): NewRequest {
  const line = `audit-head ${now.toISOString().slice(0, 10)}`
  return {
    ...fresh(dice),
    via: 'born',
    msgId: line,
    conversation: { id: conversation, kind: 'group' },
    requester: robot,
    line,
    mentions: [],
  }
}

/** Nothing else that was born here is ever `received`: other born requests wait for a person, or for their time. */
export const isNoteOfHead = ({ via, status }: Request): boolean =>
  via === 'born' && status === 'received'

/** Answers it with the head as it is now. Whoever can write the database can make up a whole chain, but not this old message. */
export async function noteHead({
  audit,
  i18n,
}: Pick<BotSurroundings, 'audit' | 'i18n'>): Promise<Transition> {
  const { seq, hash } = await audit.head()
  const head = `${seq}:${hash}`
  return {
    to: 'answered',
    actor: robot,
    details: {
      answer: {
        title: i18n.t('auditHead.title', { seq }),
        head: i18n.markdown('auditHead.body', { head }),
      },
    },
    record: { head },
    deliveryPending: true,
  }
}
