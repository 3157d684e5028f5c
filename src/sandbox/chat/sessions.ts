import { opaque } from '../ids.ts'
import type { Conversation } from './conversations.ts'

/** How long a session webhook lives: 90 minutes (stream-and-cards.md 3.2). */
const sessionMs = 90 * 60_000

/** The webhook sessions: whoever has one may post into its conversation until it ends. */
export function createSessions({ now }: { now: () => number }) {
  const sessions = new Map<string, { conversation: Conversation; until: number }>()
  return {
    /** A webhook session into the conversation: the token, and when it ends. */
    open(conversation: Conversation) {
      const session = opaque()
      const until = now() + sessionMs
      sessions.set(session, { conversation, until })
      return { session, until }
    },
    /** Where the session leads; undefined for one that is unknown or over. */
    follow(session: string): Conversation | undefined {
      const found = sessions.get(session)
      return found && found.until > now() ? found.conversation : undefined
    },
  }
}

export type Sessions = ReturnType<typeof createSessions>
