const fold = (name: string) => name.normalize('NFKC').trim()

/**
 * Whether two names of the directory are one: full-width letters and digits are those of the narrow kind (NFKC). Blanks inside
 * count, unlike in core's sameName, which folds them too.
 */
export function sameName(one: string, other: string): boolean {
  return fold(one) === fold(other)
}
