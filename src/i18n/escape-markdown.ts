/** Puts what people typed on one line and takes out the marks that steer its direction: a title must not read backwards. */
export const oneLine = (typed: string): string =>
  typed
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')

/**
 * Makes what people typed harmless inside DingTalk's markdown (messages and cards): no links, mentions, headings, fonts or
 * emoji names can come of it. `<` and `>` become entities, because cards know `<font>` and `<a atId>` (card builder, markdown variable).
 */
export const escapeMarkdown = (typed: string): string =>
  oneLine(typed)
    .replace(/&(?=#?\w+;)/gu, '&amp;')
    .replace(/</gu, '&lt;')
    .replace(/>/gu, '&gt;')
    .replace(/[\\`*_[\]()#!~|]/gu, mark => `\\${mark}`)
    .replace(/^(\s*\d*)([-+.])(?=\s)/u, '$1\\$2')
