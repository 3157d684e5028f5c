/** A name as people see it: full-width forms and stray blanks make no difference (NFKC). */
export const plainName = (name: string): string =>
  name.normalize('NFKC').replace(/\s+/gu, ' ').trim()

/** Whether two names read the same. */
export const sameName = (one: string, other: string): boolean => plainName(one) === plainName(other)
