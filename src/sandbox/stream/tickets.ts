import { opaque } from '../ids.ts'

/** The life of a gateway ticket: 90 s and one connection (stream-and-cards.md 1.2). */
const lifetime = 90_000

export interface Subscribed {
  type: string
  topic: string
}

export function createTickets({ now }: { now: () => number }) {
  const open = new Map<string, { until: number; subscriptions: readonly Subscribed[] }>()
  return {
    issue(subscriptions: readonly Subscribed[]): string {
      const ticket = opaque()
      open.set(ticket, { until: now() + lifetime, subscriptions })
      return ticket
    },
    /** What the ticket subscribed, once; undefined for one that is unknown, used or too old. */
    redeem(ticket: string): readonly Subscribed[] | undefined {
      const found = open.get(ticket)
      open.delete(ticket)
      return found && found.until > now() ? found.subscriptions : undefined
    },
  }
}

export type Tickets = ReturnType<typeof createTickets>
