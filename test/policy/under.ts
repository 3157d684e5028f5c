import { policySchema } from '../../src/core/access/policy.ts'
import { startBot } from '../support/bot.ts'

/** A policy as the file says it: what it leaves out is as built in. */
export const under = (policy: object) => startBot({ policy: policySchema.parse(policy) })
