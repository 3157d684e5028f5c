import type { Level, UserId } from '../directory.ts'

/** Who is asking, with the level that listadmin gave; none where the policy names somebody who is no administrator. */
export interface Actor {
  readonly userid: UserId
  readonly level: Level | undefined
}
