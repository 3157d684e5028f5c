import { beforeAll, describe, expect, test } from '@jest/globals'
import { lackingPaths } from '../../src/sandbox/api/lacking-paths.ts'
import { bare, read, table } from '../docs/documents.ts'
import type { createClient } from './client.ts'
import { start } from './start.ts'

let client: ReturnType<typeof createClient>
beforeAll(async () => {
  ;({ client } = await start({ qps: 1000 }))
})

/** The path with something in the place of each `{…}`. */
const filledIn = (path: string) => path.replace(/\{\w+\}/g, 'x1')

describe('what DingTalk has and the sandbox lacks answers 501, and says so', () => {
  test.each(lackingPaths.old)('%s', async path => {
    for (const method of ['GET', 'POST']) {
      const answer = await client.call(path, { method })
      expect(answer).toMatchObject({ status: 501, body: { errcode: 501 } })
      expect(answer.body.errmsg).toContain(`the sandbox does not have ${path}`)
    }
  })
  test.each(lackingPaths.fresh)('%s', async line => {
    const [method = '', path = ''] = line.split(' ')
    const answer = await client.call(filledIn(path), { method })
    expect(answer).toMatchObject({ status: 501, body: { code: 'sandbox.notImplemented' } })
    expect(answer.body.message).toContain(`the sandbox does not have ${method} ${path}`)
    expect(answer.body.requestid).toEqual(expect.any(String))
  })
})

test.each(['/v1.0/h3yun/roles', '/v1.0/resident/industryRoles/users'])(
  'what DingTalk calls a role elsewhere is there, too: %s',
  async path => {
    expect((await client.call(path)).status).toBe(501)
  },
)

test.each([
  ['/topapi/role/nosuch', 22],
  ['/topapi/authorization/rbac', 22],
  ['/topapi/user/listadmin/', 22],
  ['/no/such', 22],
  ['/v1.0/no/such', 404],
  ['/v1.0/contact/users/searches', 404],
  ['/v1.0/contact/managementGroups/x/y', 404],
  ['/v2.0/no/such', 404],
])('what DingTalk does not have keeps HTTP 200: %s with errcode %i', async (path, errcode) => {
  expect(await client.post(path, {})).toMatchObject({ status: 200, body: { errcode } })
})
test('what is there with another method is no path of DingTalk', async () => {
  expect(await client.call('/v1.0/contact/users/search')).toMatchObject({
    status: 200,
    body: { errcode: 404 },
  })
})

test('the document lists them, and no other', () => {
  const listed = table(read('docs/sandbox.md'), 'Path that DingTalk has').map(([path]) =>
    bare(path),
  )
  expect(listed).toEqual([...lackingPaths.old, ...lackingPaths.fresh])
})
