/** Keeps the first `most` different values and calls the rest `other`: a label that comes from outside must not grow without end. */
export function createFewLabels(most: number) {
  const known = new Set<string>()
  return (value: string): string => {
    if (known.size < most) known.add(value)
    return known.has(value) ? value : 'other'
  }
}
