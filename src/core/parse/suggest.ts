import { closest, distance } from 'fastest-levenshtein'

/** The word most like `typed`, or undefined where none is like it: a guess that is far off helps nobody. */
export function suggest(typed: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const best = closest(typed, [...known])
  const longest = Math.max(typed.length, best.length)
  const most = longest < 4 ? 1 : Math.max(2, Math.floor(longest / 3))
  return distance(typed, best) <= most ? best : undefined
}
