import { robotActor } from '../model/audit.ts'
import type { NewRequest, Transition } from '../model/request.ts'
import { msgIds, origins, robotRequester } from '../model/stored-names.ts'
import type { BotPorts, IdSource } from '../ports.ts'
import { newIds } from './create.ts'

/** Today's note (UTC) of where the audit ends, as a request of the robot's own: its msgId is the day, so that there is one a day. */
export function auditCheckpoint(ids: IdSource, conversation: string, now: Date): NewRequest {
  const msgId = msgIds.auditCheckpoint(now.toISOString().slice(0, 10))
  return {
    ...newIds(ids),
    status: 'received',
    via: origins.spawned,
    msgId,
    conversation: { id: conversation, kind: 'group' },
    requester: robotRequester,
    line: msgId,
    mentions: [],
    details: { kind: 'auditCheckpoint' },
  }
}

/** Answers it with the head as it is now. Whoever can write the database can make up a whole chain, but not this old message. */
export async function answerCheckpoint({
  audit,
  i18n,
}: Pick<BotPorts, 'audit' | 'i18n'>): Promise<Transition> {
  const { seq, hash } = await audit.head()
  const head = `${seq}:${hash}`
  return {
    to: 'answered',
    actor: robotActor,
    details: {
      kind: 'auditCheckpoint',
      answer: {
        title: i18n.t('auditHead.title', { seq }),
        head: i18n.markdown('auditHead.body', { head }),
      },
    },
    record: { head },
    deliveryPending: true,
  }
}
