const fold = (name: string) => name.normalize('NFKC').trim()

/** Whether two names of the directory are one: full-width letters and digits are those of the narrow kind (NFKC). */
export function sameName(one: string, other: string): boolean {
  return fold(one) === fold(other)
}
