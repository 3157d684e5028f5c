/**
 * A copy in which what is null is not there, in objects and in lists: DingTalk's Go SDK, for one, sends null for whatever is
 * not set.
 */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(item => item !== null).map(withoutNulls)
  return typeof value === 'object' && value !== null ? setFields({ ...value }) : value
}

/** The same of an object. */
export const setFields = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, withoutNulls(value)]),
  )
