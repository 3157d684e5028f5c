import { expect, test } from '@jest/globals'
import { press } from '../stream/pushes.ts'
import { read, readPress } from './read.ts'

test('the whole of it', () => {
  expect(read(press('p1'))).toEqual({
    kind: 'press',
    messageId: 'p1',
    press: {
      frameId: 'p1',
      requestId: 'req1',
      userid: 'manager4220',
      button: 'next',
      params: { action: 'next', page: '1' },
    },
  })
})

test.each([
  [{ corpId: 'ding0other' }, undefined],
  [{ corpId: undefined }, 'manager4220'],
  [{ userIdType: 2 }, undefined],
  [{ userIdType: undefined }, 'manager4220'],
  [{ userIdType: null }, 'manager4220'],
  [{ userIdType: '1' }, 'manager4220'],
  [{ userIdType: 'x' }, undefined],
  [{ userId: '' }, undefined],
])('userid %j', (more, userid) => expect(readPress(more).userid).toBe(userid))

test.each([
  'rolebot-req1',
  'rolekeeper-',
  'rolekeeper-a b',
  `rolekeeper-${'x'.repeat(90)}`,
  'xrolekeeper-1',
])('somebody else’s card: %s', outTrackId =>
  expect(read(press('p1', { outTrackId }))).toEqual({ kind: 'stray-press', messageId: 'p1' }),
)

const json = JSON.stringify
test.each([
  [{ content: json({ cardPrivateData: { actionIds: ['approve'] } }) }, 'approve', {}],
  [
    {
      content: undefined,
      value: json({ cardPrivateData: { actionIds: ['a'] }, params: { n: '1' } }),
    },
    'a',
    { n: '1' },
  ],
  [{ content: { cardPrivateData: { actionIds: ['a'], params: { n: '1' } } } }, 'a', { n: '1' }],
  [
    { content: json({ cardPrivateData: { actionIds: ['a'], params: { n: 1, o: {}, s: 's' } } }) },
    'a',
    { s: 's' },
  ],
  [{ content: json({ cardPrivateData: { actionIds: [7], params: [] } }) }, '', {}],
  [{ content: json({ cardPrivateData: [] }) }, '', {}],
  [{ content: '{' }, '', {}],
  [{ content: undefined }, '', {}],
])('content %j', (more, button, params) =>
  expect(readPress(more)).toMatchObject({ button, params }),
)

test('without messageId it could be neither answered nor told from its second delivery', () => {
  const { headers, ...rest } = press('p1')
  expect(read({ ...rest, headers: { topic: headers.topic } }).kind).toBe('garbage')
})
