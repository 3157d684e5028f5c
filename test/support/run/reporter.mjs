import { relative } from 'node:path'

const shown = 10
const seconds = ms => `${(ms / 1000).toFixed(1).padStart(6)} s`

/** A name as a pattern in a shell's single quotes: what means something to either stands as itself. */
const pattern = name => `'^${name.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll("'", '.')}$'`

/** After a run of more than a few files: which took longest; and of each that is red, how to run it alone with the same seed. */
export default class Reporter {
  constructor({ rootDir, seed, randomize }) {
    this.nameOf = path => relative(rootDir, path)
    this.options = `--seed ${seed}${randomize ? ' --randomize' : ''}`
    // The random histories have a seed of their own (CONTRIBUTING.md).
    const { HISTORIES_SEED: histories } = process.env
    this.npm = `${histories ? `HISTORIES_SEED=${histories} ` : ''}npm run jest --`
  }

  onRunComplete(_contexts, { testResults }) {
    const say = line => process.stderr.write(`${line}\n`)
    const took = testResults.map(({ testFilePath, perfStats }) => ({
      file: this.nameOf(testFilePath),
      ms: perfStats.end - perfStats.start,
    }))
    if (took.length > shown) {
      say(`\nThe ${shown} slowest of ${took.length} files:`)
      const slowest = took.toSorted((one, other) => other.ms - one.ms).slice(0, shown)
      for (const { file, ms } of slowest) say(`${seconds(ms)}  ${file}`)
    }
    const red = testResults.filter(one => one.numFailingTests > 0 || one.testExecError)
    if (red.length > 0) say(`\nRed, with the seed of this run (${this.options}). Each alone:`)
    for (const { testFilePath, testResults: tests } of red) {
      const command = `${this.npm} ${this.options} ${this.nameOf(testFilePath)}`
      const failed = tests.filter(({ status }) => status === 'failed')
      if (failed.length === 0) say(`  ${command}`)
      for (const { fullName } of failed) say(`  ${command} -t ${pattern(fullName)}`)
    }
  }
}
