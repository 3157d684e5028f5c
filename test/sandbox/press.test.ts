import { beforeEach, expect, test } from '@jest/globals'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { createCardCalls } from './card-calls.ts'
import type { createClient } from './client.ts'
import { start } from './start.ts'

let sandbox: Sandbox
let client: ReturnType<typeof createClient>
let cards: ReturnType<typeof createCardCalls>
beforeEach(async () => {
  ;({ sandbox, client } = await start({ qps: 1000, pressLimitMs: 300 }))
  cards = createCardCalls(client)
})

const answer = {
  cardUpdateOptions: { updateCardDataByKey: true },
  cardData: { cardParamMap: { tips: 'approved' } },
}

test('a press sends the callback, and its answer is for the presser only', async () => {
  const robot = await client.connect(() => ({ response: answer }))
  await cards.create()
  expect(await sandbox.press('boss002', 'card-1', 'approve')).toEqual(answer)
  const data = robot.data(-1)
  expect(data).toMatchObject({
    type: 'actionCallback',
    outTrackId: 'card-1',
    corpId: sandbox.company.corpId,
    userId: 'boss002',
    userIdType: 1,
    spaceId: 'cidS4ndb0xGr0up+A/1==',
    extension: '{}',
  })
  expect(JSON.parse(String(data.content))).toEqual({
    cardPrivateData: { actionIds: ['approve'], params: { change: '42' } },
  })
  expect(sandbox.view('card-1', 'boss002')).toMatchObject({
    title: 'Change 42',
    tips: 'approved',
  })
  expect(sandbox.view('card-1', 'boss001').tips).toBe('soon')
  await cards.update({
    cardData: { cardParamMap: { tips: 'for all' } },
    cardUpdateOptions: { updateCardDataByKey: true },
  })
  for (const viewer of ['boss001', 'boss002'])
    expect(sandbox.view('card-1', viewer).tips).toBe('for all')
})
test('a button that is gone can still be pressed by somebody slow, one that never was cannot', async () => {
  const robot = await client.connect(() => ({ response: {} }))
  await cards.create()
  await cards.update({ cardData: { cardParamMap: { title: 'over' } } })
  expect(await sandbox.press('boss002', 'card-1', 'approve', { deliveries: 2 })).toEqual({})
  expect(robot.frames).toHaveLength(2)
  await expect(sandbox.press('boss002', 'card-1', 'explode')).rejects.toThrow('no button')
})
test('an outsider presses with his own corp', async () => {
  const robot = await client.connect(() => ({ response: {} }))
  await cards.create()
  await sandbox.press('outsider001', 'card-1', 'approve')
  expect(robot.data(-1).corpId).not.toBe(sandbox.company.corpId)
})
test('reaches nobody without callbackType, and changes nothing when the answer is late or missing', async () => {
  const robot = await client.connect(() => undefined)
  await cards.create({ callbackType: undefined })
  expect(await sandbox.press('boss002', 'card-1', 'approve')).toBeUndefined()
  expect(robot.frames).toEqual([])
  await cards.create({ outTrackId: 'card-2' })
  expect(await sandbox.press('boss002', 'card-2', 'approve')).toBeUndefined()
  expect(robot.frames).toHaveLength(1)
  expect(sandbox.view('card-2', 'boss002').tips).toBe('soon')
})
