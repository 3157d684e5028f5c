import type { Word } from './tokenize.ts'

/** A flag as it is typed: `quoteWord` would make a plain word of it. */
export const flag = (name: string): Word => ({ text: `--${name}`, literal: false })
