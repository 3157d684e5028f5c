import { createCardActions } from './card-actions.ts'
import { createCardDelivery } from './cards/deliver-card.ts'
import { createRequestRenderer } from './cards/render-request.ts'
import type { Request } from './model/request.ts'
import { createParser } from './parse/parse-command.ts'
import type { BotPorts, Message, Wake } from './ports.ts'
import { auditCheckpoint } from './request/audit-checkpoint.ts'
import { receive, receiveMessage } from './request/create.ts'
import { createDeadlines } from './request/deadlines.ts'
import { createExtendGrant } from './request/grant-expiry.ts'
import { createCommandHandler } from './request/handle-command.ts'
import { createChangeLoader } from './request/load-change.ts'
import { createChangeExecutor } from './run/execute-change.ts'
import { createWorkQueue } from './work-queue.ts'

export type Bot = ReturnType<typeof createBot>

/**
 * The whole life of a request, top-down: a message or a card action is stored, then acknowledged by the stream, then
 * processed, one state after the other, until it waits or is closed.
 */
export function createBot(ports: BotPorts) {
  const { requests, commands, policy, clock, log } = ports
  const deps = {
    ...ports,
    parse: createParser(ports),
    loadChange: createChangeLoader(commands),
    extendGrant: createExtendGrant(ports),
  }
  const render = createRequestRenderer(ports)
  const deliverCard = createCardDelivery(ports, render)
  const handleCommand = createCommandHandler(deps)
  const executeChange = createChangeExecutor(deps)
  const { expire, remindOrStart } = createDeadlines(deps)
  const queue = createWorkQueue({ process, requests, clock, log })

  /** A line that somebody wrote. */
  async function onMessage(message: Message) {
    const { msgId } = message
    const request = await receiveMessage(ports, message)
    if (request) log.info('message.stored', { id: request.id, code: request.code, msgId })
    else log.info('message.again', { msgId })
    return { afterAck: async () => request && queue.add(request) }
  }

  /** A button that somebody pressed: it is the line that it stands for, answered within 2 s. */
  const onCardAction = createCardActions({ ...deps, render, queue, handleCommand })

  /** Brings a request as far as it can go now. The only switch on a request's state. */
  async function process(request: Request, wake: Wake): Promise<void> {
    switch (request.status) {
      // Parse, authorize, plan: answered | awaiting | refused | failed.
      case 'received': {
        const moved = await handleCommand(request, moved => void queue.add(moved))
        // What a stranger is refused with waits in the store until nobody's line does.
        return moved?.unproven ? queue.lookAgain() : deliver(moved)
      }
      // Somebody must approve (approve.ts: running | superseded), or its time runs out: expired.
      case 'awaiting':
        return deliver(wake === 'due' ? await expire(request) : request)
      // Run, look, decide (settle.ts): done | failed | unclear | superseded; the end of a grant may be scheduled again.
      case 'running': {
        const moved = await executeChange(request, wake)
        return moved?.status === 'superseded' ? next(moved) : deliver(moved)
      }
      // The end of a time-bound grant: reminded, then running, or done where nothing is left of it.
      case 'scheduled':
        return wake === 'due' ? next(await remindOrStart(request)) : deliver(request)
      // Reality moved: its successor shows the new difference.
      case 'superseded':
        await deliver(request)
        return next(await successorOf(request))
      case 'answered':
      case 'refused':
      case 'failed':
      case 'done':
      case 'unclear':
      case 'rejected':
      case 'cancelled':
      case 'expired':
        return deliver(request)
    }
  }

  /** Shows the state that a request has come to, as long as that has not been shown. */
  async function deliver(request: Request | undefined): Promise<void> {
    if (request?.deliveryPending) await deliverCard(request)
  }

  async function next(request: Request | undefined): Promise<void> {
    if (request) await queue.add(request)
  }

  async function successorOf({ details }: Request): Promise<Request | undefined> {
    if (details.kind !== 'change' || details.supersededBy === undefined) return undefined
    const successor = await requests.byCode(details.supersededBy)
    return successor?.deliveryPending ? successor : undefined
  }

  return {
    onMessage,
    onCardAction,
    busy: queue.busy,
    renew: queue.renew,
    sweep: queue.sweep,
    drain: queue.drain,
    /** Posts the audit's head where the policy says: once a day (UTC), however often and in however many processes it is called. */
    async postAuditCheckpoint(): Promise<void> {
      if (policy.auditHead === undefined) return
      const { conversation } = policy.auditHead
      await next(await receive(ports, auditCheckpoint(ports, conversation, clock.now())))
    },
  }
}
