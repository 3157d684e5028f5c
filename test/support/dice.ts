/** xorshift: numbers from 0 to 1 that follow from a seed that is not 0, so that what is drawn is the same each time. */
export function createDice(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
