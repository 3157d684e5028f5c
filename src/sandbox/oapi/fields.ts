import { z } from 'zod'
import { OapiError } from './route.ts'

/** The field's value after its schema, or the error code that the API documents for a bad one. */
export function field<S extends z.ZodType>(
  schema: S,
  value: unknown,
  code: number,
  message: string,
): z.output<S> {
  const result = schema.safeParse(value)
  if (!result.success) throw new OapiError(code, message)
  return result.data
}

/** Numbers come as numbers or, from the official SDK, as digits in a string. */
export const number = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
])

export const text = z.string().trim().min(1)

/** Lists are one comma-joined string; arrays are refused (openapi.md 0.1). */
export const commaList = z.string().transform(joined =>
  joined
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== ''),
)

const usualSize = 20

/** size and offset work only together; one without the other is ignored (openapi.md 2.1). */
export function paging(fields: Record<string, unknown>, most: number) {
  if (fields.size === undefined || fields.offset === undefined)
    return { size: usualSize, offset: 0 }
  const size = field(number.pipe(z.int().min(1).max(most)), fields.size, 40069, '不合法的分页size')
  const offset = field(number.pipe(z.int().min(0)), fields.offset, 40068, '不合法的偏移量offset')
  return { size, offset }
}

/** At most `most` items, or 40035: the code for this is not documented. */
export function batch(value: unknown, most: number, code: number, message: string): string[] {
  const list = field(commaList.pipe(z.array(z.string()).min(1)), value, code, message)
  if (list.length > most) throw new OapiError(40035, `不合法的参数，最多${most}个`)
  return list
}
