import { z } from 'zod'

/** Role and department ids are numbers that sometimes arrive as strings (openapi.md 8 no. 8). */
export const wireNumber = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .refine(Number.isSafeInteger)

/** Documented as a boolean, which some of DingTalk's samples print as text (openapi.md 4.1). */
export const wireFlag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform(text => text === 'true')])
  .nullish()

/** A list that DingTalk leaves out, or sends as null, where it is empty. */
export function wireList<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .nullish()
    .transform(list => list ?? [])
}

/** A write that answers with nothing but errcode 0. */
export const nothing = z.object({})
