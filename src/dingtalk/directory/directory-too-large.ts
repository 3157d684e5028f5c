import { type Refusal, refuse } from '../../core/errors.ts'

/** The organisation has more than `limit` of something that a chat command would have to walk through; a list cut off in silence would be a lie. */
export const directoryTooLarge = (limit: number): Refusal => refuse('directory.tooLarge', { limit })
