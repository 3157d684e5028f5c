import { describe, expect, test } from '@jest/globals'
import { startBot } from '../support/bot.ts'

const secrets = /manager4220|01234567890123456789|纪检部/

describe('somebody who is no administrator', () => {
  test.each([
    '/role members 1203141',
    '/role list',
    '/role show 1203141',
    '/role of manager4220',
    '/whoami',
    '/status',
    '/help',
    '/role members',
    'no command at all',
  ])('%s: a refusal, no data, and not one call to a role API', async line => {
    const bot = await startBot()
    const card = await bot.says('EMP123', line)
    expect(card.title).toBe('Not done')
    expect(card.markdown).toBe(
      'Only administrators of this organisation can use me. If you should be one, ask a main administrator.',
    )
    expect(card.buttons).toEqual([])
    expect(bot.lookups()).toEqual([])
    expect(bot.calls('/topapi/user/listadmin')).toHaveLength(1)
  })

  test('is asked about once, not for each of their messages', async () => {
    const bot = await startBot()
    for (let n = 0; n < 5; n += 1) await bot.sandbox.say('EMP123', '/role list')
    await bot.settled()
    expect(bot.calls('/topapi/')).toHaveLength(1)
  })
})

describe('somebody whom DingTalk does not name', () => {
  test.each([
    ['another organisation’s person', 'outsider001', {}],
    ['a main administrator without staff id', 'boss001', { senderStaffId: undefined }],
    ['an empty staff id', 'boss001', { senderStaffId: '' }],
    ['a staff id that is no text', 'boss001', { senderStaffId: { id: 'boss001' } }],
    ['the staff id of a main administrator in another corp', 'boss001', { senderCorpId: 'dingX' }],
  ])('%s', async (_, userid, raw) => {
    const bot = await startBot()
    const answer = await bot.says(userid, '/role members 1203141', { raw })
    expect(answer.markdown).toContain('I answer only to members of this organisation')
    expect(answer.markdown).not.toMatch(secrets)
    expect(bot.calls('/topapi/')).toEqual([])
    expect(bot.cardCalls()).toEqual([])
  })
})

test('a mention of somebody outside stops the command', async () => {
  const bot = await startBot()
  const card = await bot.says('boss001', '/role of @Olaf Outside', { mentions: ['outsider001'] })
  expect(card.markdown).toContain('Somebody you mentioned is not a member of this organisation')
  expect(bot.lookups()).toEqual([])
})

test.each(['picture', 'file', 'audio', 'video', 'unknownMsgType'])(
  'a message of type %s: text only',
  async msgtype => {
    const bot = await startBot()
    const card = await bot.says('boss001', '/role list', { msgtype })
    expect(card.markdown).toContain('I read text only. Send me a line such as')
    expect(bot.lookups()).toEqual([])
  },
)

test('a line longer than is read is refused, however much of it makes sense', async () => {
  const bot = await startBot()
  const line = `/role members 1203141${' '.repeat(4_000)}and more`
  const card = await bot.says('boss001', line)
  expect(card.markdown).toBe(
    'This line is too long, and I have read only its beginning. Send it in parts.',
  )
  expect(bot.lookups()).toEqual([])
})

test('a pasted line with a picture in it is text enough', async () => {
  const bot = await startBot()
  const card = await bot.says('boss001', '/role members 1203141', { msgtype: 'richText' })
  expect(card.title).toBe('财务: 2 members')
})

test('a message whose text DingTalk kept back says that the quota is used up', async () => {
  const bot = await startBot()
  bot.sandbox.faults.set('over-quota', { times: 1 })
  const card = await bot.says('boss001', '/role members 1203141')
  expect(card.markdown).toContain('monthly push quota is used up')
  expect(bot.lookups()).toEqual([])
  expect((await bot.says('boss001', '/role members 1203141')).title).toBe('财务: 2 members')
})
