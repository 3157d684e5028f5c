import fc from 'fast-check'

/**
 * The same cases in every run, so that a red run means a change; HISTORIES_SEED looks for others, in properties as in the
 * random histories.
 */
export const seed = Number(process.env.HISTORIES_SEED ?? 20261121)
fc.configureGlobal({ seed })

export { fc }
