import { z } from 'zod'
import { type FaultName, faultNames } from '../fault-names.ts'

const isFault = (name: string): name is FaultName => Object.hasOwn(faultNames, name)
/** POST /control/faults. */
export const fault = z.object({
  name: z.string().refine(isFault, 'no such fault'),
  path: z.string().optional(),
  times: z.int().min(1).optional(),
  ms: z.int().min(0).optional(),
  copies: z.int().min(1).max(100).optional(),
  scopes: z.array(z.string()).optional(),
  html: z.boolean().optional(),
})
/** POST /control/say. */
export const saying = z.object({
  userid: z.string(),
  text: z.string(),
  mentions: z.array(z.string()).optional(),
  conversation: z.string().optional(),
  msgtype: z.string().optional(),
  msgId: z.string().optional(),
  raw: z.record(z.string(), z.unknown()).optional(),
  rawData: z.string().optional(),
  deliveries: z.int().min(1).max(100).optional(),
})
/** POST /control/press. */
export const pressing = z.object({
  userid: z.string(),
  outTrackId: z.string(),
  buttonId: z.string(),
  corpId: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  deliveries: z.int().min(1).max(100).optional(),
})

/** GET /control/chat. */
export const looking = z.object({ viewer: z.string(), conversation: z.string().optional() })
