const first = 1_000
const cap = 60_000
/** Full jitter may draw nothing at all, several times in a row; that would be a spin. */
const least = 250

/** How long to wait after so many failures in a row, in ms: 1 s · 2^n with full jitter, at most 60 s. */
export function backoff(failures: number, random: () => number): number {
  return Math.max(least, random() * Math.min(cap, first * 2 ** failures))
}
