import type { RbacReader, RbacWriter } from '../../core/directory.ts'
import { refuse } from '../../core/errors.ts'

async function off(): Promise<never> {
  throw refuse('rbac.off')
}

/** Stands in for reader and writer while RBAC is off: says so, and refuses the rest, because without the agentId that DingTalk's permission platform allowed there is no call to make. */
export const rbacOff: RbacReader & RbacWriter = {
  enabled: false,
  list: off,
  get: off,
  permits: off,
  create: off,
}
