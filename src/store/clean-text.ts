/**
 * Text as both databases can keep it. Postgres refuses NUL and SQLite cuts a text off there, and half a surrogate pair
 * has no UTF-8; a message that holds one must still be stored, or DingTalk would push it for ever.
 */
export function cleanText(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8').replaceAll('\0', '\u{FFFD}')
}
