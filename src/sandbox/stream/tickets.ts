import { opaque } from '../ids.ts'

/** The life of a gateway ticket: 90 s and one connection (stream-and-cards.md 1.2). */
const ticketMs = 90_000

export interface Subscribed {
  type: string
  topic: string
}

/** The tickets that the gateway has given out and nobody has used. */
export function createTickets({ now }: { now: () => number }) {
  const open = new Map<string, { until: number; subscriptions: readonly Subscribed[] }>()
  return {
    issue(subscriptions: readonly Subscribed[]): string {
      const ticket = opaque()
      open.set(ticket, { until: now() + ticketMs, subscriptions })
      return ticket
    },
    /** What the ticket of a handshake subscribed, once; undefined for one that is unknown, used or too old, or where there is none. */
    redeem(target: string): readonly Subscribed[] | undefined {
      const ticket = ticketIn(target)
      if (ticket === undefined) return undefined
      const found = open.get(ticket)
      open.delete(ticket)
      return found && found.until > now() ? found.subscriptions : undefined
    },
  }
}

export type Tickets = ReturnType<typeof createTickets>

/**
 * The ticket of `/connect?ticket=…`. The document has it encoded, DingTalk's own SDKs for Node and Go put it there as it is
 * (stream-and-cards.md 2.9): no ticket holds a percent sign or a blank, so that both can be told. Never throws: anybody
 * can ask for any target.
 */
function ticketIn(target: string): string | undefined {
  const [, raw] = /^\/connect\?(?:.*&)?ticket=([^&]*)/.exec(target) ?? []
  if (raw === undefined) return undefined
  try {
    return decodeURIComponent(raw).replaceAll(' ', '+')
  } catch {
    return undefined
  }
}
