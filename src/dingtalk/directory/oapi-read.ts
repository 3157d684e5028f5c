import type { z } from 'zod'
import type { Endpoint } from '../openapi/endpoint.ts'

/** A reading call of the old family: POST, free of charge (KB:1432), and repeated as often as need be. */
export function oapiRead<T extends z.ZodType>(path: `/${string}`, answer: T) {
  return {
    family: 'oapi',
    method: 'POST',
    path,
    metered: false,
    repeat: 'read',
    answer,
  } as const satisfies Endpoint
}
