/**
 * One level of JSON text (a frame holds up to three, stream-and-cards.md 5.8); undefined where it is none.
 * NUL is dropped on the way: Postgres takes it in no text, and what cannot be stored would be pushed again for ever.
 */
export function decode(text: unknown): unknown {
  if (typeof text !== 'string') return undefined
  try {
    return JSON.parse(text, (_key, value: unknown) =>
      typeof value === 'string' ? value.replaceAll('\0', '') : value,
    )
  } catch {
    return undefined
  }
}
