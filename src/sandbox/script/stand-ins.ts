/** Five of Crockford's letters: what a request is called. */
const code = '[0-9A-HJKMNP-TV-Z]{5}'
/** Where a robot's sentences have one: in a card's title, in the lists of /pending and /audit, after the word of a command, at the end. */
const places = [
  new RegExp(`\\[(${code})\\]`, 'gu'),
  new RegExp(`- (${code}) · `, 'gu'),
  new RegExp(`- \\d+ · .+ · [a-z. ]+ (${code})(?= |$)`, 'gmu'),
  new RegExp(`/(?:approve|reject|cancel|undo|letgo|role extend) (${code})\\b`, 'gu'),
  new RegExp(`\\((?=[^)]*[A-Z])(${code})\\)`, 'gu'),
] as const
/** Dates as Intl writes them: `9 Jan 2026, 09:05` and `2026年1月9日 09:05`. */
const times = /\d{1,2} \p{L}{3,5} \d{4}, \d{2}:\d{2}|\d{4}年\d{1,2}月\d{1,2}日 \d{2}:\d{2}/gu

/** What differs from one run to the next gets a name that does not: `#1` for the first code seen, `<time>` for a time. */
export function createStandIns() {
  const codes: string[] = []
  return {
    /** Notes the codes in a text, in the order in which they stand. */
    learn(text: string) {
      const found = places.flatMap(place => [...text.matchAll(place)])
      for (const [, code = ''] of found.sort((a, b) => a.index - b.index))
        if (!codes.includes(code)) codes.push(code)
    },
    hide: (text: string): string =>
      codes
        .reduce((rest, known, index) => rest.replaceAll(known, `#${index + 1}`), text)
        .replaceAll(times, '<time>'),
    /** The way back, for what a script says; what has not been seen yet stays as it is. */
    reveal: (text: string): string =>
      text.replaceAll(/#(\d+)\b/gu, (whole, number) => codes[Number(number) - 1] ?? whole),
  }
}

export type StandIns = ReturnType<typeof createStandIns>
