import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../src/core/directory.ts'
import { createDirectory } from '../../../src/dingtalk/directory/directory.ts'
import { json, scripted } from '../scripted.ts'

/** What DingTalk's samples and error tables show beside the usual (openapi.md 4.1, 6.5). */
const reading = (...answers: readonly object[]) => {
  const { openapi, sent } = scripted(answers.map(answer => json({ errcode: 0, ...answer })))
  return { ...createDirectory({ openapi, corpId: 'ding0corp', rbacAgentId: 'rbac-1' }), sent }
}

describe('a last page that says so oddly', () => {
  const li = { userid: 'li', name: 'Li' }
  const root = { dept_id: 1, name: 'Root' }

  test.each([{ has_more: false, next_cursor: null }, { has_more: 'false' }, { has_more: null }])(
    'of people: %j',
    async end => {
      const { live } = reading({ result: root }, { result: [] }, { result: { ...end, list: [li] } })
      expect(await live.users.named('Li')).toEqual([li])
    },
  )

  test.each([{ has_more: false, next_cursor: null }, { has_more: 'false' }])(
    'of admin groups: %j',
    async end => {
      const group = { open_role_id: 'r', open_role_name: 'R' }
      const { live } = reading({ result: { result: { ...end, list: [group] } } })
      expect(await live.rbac.list()).toMatchObject([{ id: 'r', name: 'R' }])
    },
  )

  test.each(['false', null])('of roles: hasMore %j', async hasMore => {
    const group = { groupId: 7, name: 'G', roles: [] }
    const { live } = reading({ result: { hasMore, list: [group] } })
    expect(await live.roles.groups()).toMatchObject([{ id: 7, name: 'G' }])
  })

  test('and a next one, too', async () => {
    const { live, sent } = reading(
      { result: { hasMore: 'true', list: [{ groupId: 7, name: 'G' }] } },
      { result: { hasMore: 'false', list: [{ groupId: 8, name: 'H' }] } },
    )
    expect(await live.roles.groups()).toHaveLength(2)
    expect(sent).toHaveLength(2)
  })
})

test.each(['33012', '40003', '400002', '60111', '60121', '46004'])(
  'a userid that DingTalk refuses with %s is nobody’s',
  async errcode => {
    const { live } = reading({ errcode })
    expect(await live.users.get(userId.parse('nobody-here'))).toBeUndefined()
  },
)

test.each(['-1', '50002'])('%s does not say that there is nobody', async errcode => {
  const { live } = reading(...Array.from({ length: 4 }, () => ({ errcode })))
  await expect(live.users.get(userId.parse('manager4220'))).rejects.toMatchObject({ code: errcode })
})

describe('a list without an end is refused, not cut', () => {
  const li = { userid: 'li', name: 'Li' }
  const more = { has_more: true, next_cursor: 1 }
  const tooLarge = { reason: { key: 'directory.tooLarge' } }

  test('of admin groups', async () => {
    const page = { ...more, list: [{ open_role_id: 'r', open_role_name: 'R' }] }
    const { live } = reading(...Array.from({ length: 50 }, () => ({ result: { result: page } })))
    await expect(live.rbac.list()).rejects.toMatchObject(tooLarge)
  })

  test('of people', async () => {
    const pages = Array.from({ length: 100 }, () => ({ result: { ...more, list: [li] } }))
    const root = { dept_id: 1, name: 'Root' }
    const { live } = reading({ result: root }, { result: [] }, ...pages)
    await expect(live.users.named('Li')).rejects.toMatchObject(tooLarge)
  })
})
