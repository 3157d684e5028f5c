import type { Log } from '../core/ports.ts'

/** For programs that speak to a person at a terminal instead. */
export const quiet: Log = { info() {}, warn() {}, error() {} }
