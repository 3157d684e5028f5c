import looksOf from 'unhomoglyph'

/** What is not drawn: joiners, variation selectors, marks of direction, fillers. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu
/** Every blank, and the Braille pattern without a dot, which is drawn as one. */
const blanks = /[\s\u2800]+/gu

/**
 * A name as people see it: the width of its letters (NFKC), how many blanks are where, and what is not drawn make no
 * difference. It is how every name is compared, by the policy, the directory and the commands.
 */
export const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(blanks, ' ')
    .replace(invisible, '')
    // What stood apart may now belong together: a letter and its accent.
    .normalize('NFKC')
    .replace(blanks, ' ')
    .trim()

/** Whether two names are one. */
export const sameName = (one: string, other: string): boolean => plainName(one) === plainName(other)

/**
 * Whether nobody could tell two names apart by looking: the same, or made of characters that Unicode calls confusable (UTS 39),
 * such as a Cyrillic and a Latin "a", or 力 and カ.
 */
export const looksLike = (one: string, other: string): boolean => look(one) === look(other)

const look = (name: string) => looksOf(plainName(name).normalize('NFD'))

/** The digits that a text is read as, of whatever width or script: whoever types them means an id. Undefined where it says more. */
export const digitsIn = (text: string): string | undefined =>
  /^\p{Nd}+$/u.exec(plainName(text))?.[0]
