import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../src/config.ts'
import { defaultPolicy } from '../../src/core/access/policy.ts'
import { startRobot } from '../../src/main.ts'
import { createSandbox } from '../../src/sandbox/sandbox.ts'
import { createDice } from '../support/dice.ts'
import { eventually } from '../support/eventually.ts'
import { createTestClock } from '../support/test-clock.ts'
import { recorder } from './recorder.ts'
import { tableOf } from './table.ts'

const patienceMs = 60_000
const line = '/role rename 1203141 财务部'

/** The robot in its sandbox, and what people do there; time stands still, so that no chore comes between. */
async function walks() {
  const clock = createTestClock()
  const sandbox = await createSandbox({
    qps: 1000,
    ackLimitMs: patienceMs,
    pressLimitMs: patienceMs,
    now: () => clock.now().getTime(),
  })
  const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-walk-'))
  const url = `file:${join(folder, 'rolekeeper.db')}`
  const read = readConfig({ ...sandbox.environment, DATABASE_URL: url, PORT: '0' }, {})
  if (!read.ok) throw new Error('no configuration')
  const silent = () => {}
  const robot = await startRobot(
    { ...read.config, qps: 1000 },
    {
      clock,
      policy: defaultPolicy,
      random: createDice(1),
      identity: { owner: 'walk', isAlive: () => true },
      log: { info: silent, warn: silent, error: silent },
    },
  )
  await sandbox.connected()

  /** Nothing is in hand, and it stays so. */
  async function rest() {
    let still = 0
    await eventually(() => {
      const busy = recorder.aside(robot.busy)
      still = busy || sandbox.underWay().length > 0 ? 0 : still + 1
      return still === 20
    })
  }
  const card = () => {
    const item = sandbox.conversation().at(-1)
    return item?.kind === 'card' ? item.outTrackId : undefined
  }
  const walk = async (act: () => Promise<unknown>) =>
    recorder.record(async () => {
      await act()
      await rest()
    })

  try {
    await rest()
    const asking = await walk(() => sandbox.say('boss001', line))
    const outTrackId = await eventually(card)
    const approving = await walk(() => sandbox.press('boss002', outTrackId, 'approve'))
    const { title } = sandbox.view(outTrackId)
    if (!title.startsWith('Done: ')) throw new Error(`not done: ${title}`)
    return { asking, approving }
  } finally {
    await clock.fly(robot.stop())
    await sandbox.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const { asking, approving } = await walks()
process.stdout.write(
  [
    `The line ${line}, from its frame to its card`,
    tableOf(asking),
    'One approval of it, from the press to the finished card',
    tableOf(approving),
    '',
  ].join('\n\n'),
)
