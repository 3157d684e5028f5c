import TestSequencer from '@jest/test-sequencer'

/** What takes longest on a machine that has not run them yet; the rest of the order is jest's own. */
const slowest = ['histories/', 'browser/tour', 'script/', 'interrupted/stopped', 'e2e/', 'browser/']

const rank = ({ path }) => {
  const found = slowest.findIndex(name => path.includes(`/test/${name}`))
  return found < 0 ? slowest.length : found
}

/** Begins with what takes longest, so that no worker is left alone with it in the end. */
export default class SlowestFirst extends TestSequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => rank(one) - rank(other))
  }
}
