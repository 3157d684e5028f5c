import { randomBytes } from 'node:crypto'

/** The lifetime that DingTalk gives an access token (openapi.md 1.1). */
export const tokenSeconds = 7200

/** One token for both families: the same one while it lives, renewed by asking for it again. */
export function createTokens({ now }: { now: () => number }) {
  let current: { token: string; until: number } | undefined
  return {
    issue(): string {
      if (!current || current.until <= now())
        current = { token: randomBytes(16).toString('hex'), until: 0 }
      current.until = now() + tokenSeconds * 1000
      return current.token
    },
    valid: (token: string) =>
      current !== undefined && current.token === token && current.until > now(),
    /** As when it expires early: the next one asked for is another. */
    invalidate() {
      current = undefined
    },
  }
}

export type Tokens = ReturnType<typeof createTokens>
