import { describe, expect, test } from '@jest/globals'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { databases } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'
import { emptyFolder } from './program.ts'
import { company, serve, settled } from './served.ts'

const question = '/role members 1203141'
const minute = 60_000

const answers = (sandbox: Sandbox) =>
  sandbox.conversation().filter(({ kind }) => kind !== 'message')

/** One answer, also when everything has come to rest. */
async function answeredOnce(sandbox: Sandbox, url: string) {
  await settled(sandbox, url)
  const titles = [...sandbox.cards.values()].map(({ cardParamMap }) => cardParamMap.title)
  expect(titles).toEqual(['财务: 2 members'])
  expect(answers(sandbox)).toHaveLength(1)
}

describe.each(databases)('kill -9 on $name', ({ open }) => {
  test.each([
    ['before DingTalk was asked anything', '/topapi/user/listadmin'],
    ['before the card was made', '/v1.0/card/'],
  ])('between ack and answer, %s: the next start gives exactly one', async (_, path) => {
    const sandbox = await company()
    const { url } = await open()
    const first = await serve(sandbox, url)
    sandbox.faults.set('hang', { path })
    const { ack } = await sandbox.say('boss001', question)
    expect(ack?.code).toBe(200)
    await eventually(() => sandbox.faults.list()[0]?.struck === 1, minute)
    first.kill('SIGKILL')
    expect(await first.ended).toEqual({ code: null, signal: 'SIGKILL' })
    expect(answers(sandbox)).toEqual([])
    sandbox.faults.clear()

    await serve(sandbox, url)
    await answeredOnce(sandbox, url)
  })

  test('once the card is made, before it is noted: still one card', async () => {
    const sandbox = await company()
    const { url } = await open()
    const first = await serve(sandbox, url)
    const stop = sandbox.listen(event => {
      // Told before the answer leaves: the robot never hears that its card is there.
      if (event.kind !== 'call' || !event.call.path.endsWith('/createAndDeliver')) return
      first.kill('SIGKILL')
      stop()
    })
    await sandbox.say('boss001', question)
    await first.ended
    expect(answers(sandbox)).toHaveLength(1)

    await serve(sandbox, url)
    await eventually(() => sandbox.calls.some(({ method }) => method === 'PUT'), minute)
    await answeredOnce(sandbox, url)
  })
})

test('kill -9 before the ack: DingTalk pushes again, and there is one answer', async () => {
  const sandbox = await company({ redeliverAfterMs: 100, ackLimitMs: minute })
  const url = `file:${await emptyFolder()}/rolekeeper.db`
  const first = await serve(sandbox, url)
  const stop = sandbox.listen(({ kind }) => {
    if (kind !== 'frame') return
    first.kill('SIGKILL')
    stop()
  })
  const said = sandbox.say('boss001', question)
  await first.ended
  await serve(sandbox, url)
  expect((await said).ack?.code).toBe(200)
  await answeredOnce(sandbox, url)
  expect(sandbox.frames[0]?.ack).toBeUndefined()
})
