import { availableParallelism, totalmem } from 'node:os'

const gigabyte = 2 ** 30
/** A container may have less than the machine (cgroups); 0 or nothing where it has no limit of its own. */
const memory = Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem())

/**
 * Robots, databases and browsers wait about as long as they compute: two workers keep a core busy. A worker is replaced at
 * 1.5 GB, and has a browser or programs beside it.
 */
const workers = Math.min(2 * availableParallelism(), Math.floor(memory / gigabyte / 2))

export default {
  roots: ['<rootDir>/test'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  maxWorkers: Math.max(1, workers),
  workerIdleMemoryLimit: '1.5GB',
  testSequencer: '<rootDir>/test/support/run/slowest-first.mjs',
  globalSetup: '<rootDir>/test/support/run/set-up.mjs',
  globalTeardown: '<rootDir>/test/support/run/tear-down.mjs',
  reporters: ['default', '<rootDir>/test/support/run/reporter.mjs'],
  // Ends only what would never end: what comes true on a slow machine comes true long before.
  testTimeout: 300_000,
}
