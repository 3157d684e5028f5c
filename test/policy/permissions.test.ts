import { describe, expect, test } from '@jest/globals'
import { createPermissions, type Proposal } from '../../src/core/access/permissions.ts'
import { policySchema } from '../../src/core/access/policy.ts'
import { type Directory, userId } from '../../src/core/directory.ts'
import { DingTalkUnreachableError } from '../../src/core/errors.ts'
import { world } from './asked.ts'
import { everyone, smallCompany, target, type Who } from './small-company.ts'

const here = { id: 'here', kind: 'group' } as const
const elsewhere = { id: 'elsewhere', kind: 'group' } as const
const without = (...who: readonly Who[]) => everyone.filter(one => !who.includes(one))

const membership: Proposal = {
  command: 'role add',
  role: { id: 7, name: '财务' },
  requester: userId.parse('inside'),
  risk: 'high',
  impact: { aspect: 'people', role: { id: 7, name: '财务' }, people: [target], departments: [] },
}

/** The small company, with every question to DingTalk counted. */
function counted() {
  const directory = smallCompany()
  const asked: string[] = []
  const { admins, departments } = directory
  const counting: Directory = {
    ...directory,
    admins: {
      levels() {
        asked.push('levels')
        return admins.levels()
      },
      scope(userid) {
        asked.push(`scope of ${userid}`)
        return admins.scope(userid)
      },
    },
    departments: {
      ...departments,
      parentsOfUser(userid) {
        asked.push(`departments of ${userid}`)
        return departments.parentsOfUser(userid)
      },
    },
  }
  return { asked, directory: counting }
}

describe('the sole main administrator', () => {
  const alone = { soleMainAdministratorMayApprove: true }

  test('is main: a sub administrator does not stand in for one who is denied approvals', async () => {
    const approve = { deny: { users: ['main'], levels: [] } }
    const policy = policySchema.parse({ ...alone, approve })
    const { permissions, proposal, who } = world(policy, without('main', 'inside'))
    const own = proposal('inside', 'high', 'a name')
    expect(await permissions.eligible(own)).toEqual([])
    expect(await permissions.mayAlone(await who('inside'), own)).toBe(false)
  })

  test('is the only one: another who is denied approvals is one all the same', async () => {
    const approve = { deny: { users: ['otherMain'], levels: [] } }
    const policy = policySchema.parse({ ...alone, approve })
    const { permissions, proposal, who } = world(policy, without('main', 'otherMain'))
    const own = proposal('main', 'high', 'a name')
    expect(await permissions.eligible(own)).toEqual([])
    expect(await permissions.mayAlone(await who('main'), own)).toBe(false)
  })
})

describe('the requester, at the approval', () => {
  test('has no right any more where the policy has dropped the conversation', async () => {
    const policy = policySchema.parse({ conversations: ['here'] })
    const permissions = createPermissions({ directory: smallCompany(), policy })
    expect(await permissions.requesterOf(membership, here)).toEqual({
      userid: 'inside',
      level: 'sub',
    })
    expect(await permissions.requesterOf(membership, elsewhere)).toBeUndefined()
  })

  test('is not said to have lost it where DingTalk does not answer', async () => {
    const directory = smallCompany()
    const permissions = createPermissions({
      policy: policySchema.parse({}),
      directory: {
        ...directory,
        departments: {
          ...directory.departments,
          parentsOfUser: () => Promise.reject(new DingTalkUnreachableError('/user/get')),
        },
      },
    })
    await expect(permissions.requesterOf(membership, here)).rejects.toThrow(
      DingTalkUnreachableError,
    )
  })
})

test('one decision asks DingTalk each question once; the next one anew', async () => {
  const { asked, directory } = counted()
  const policy = policySchema.parse({ approvals: { high: { by: 'peer', count: 2 } } })
  const decide = async () => {
    const permissions = createPermissions({ directory, policy })
    await permissions.requireApproval(userId.parse('otherInside'), membership)
    const requester = await permissions.requesterOf(membership, here)
    if (!requester) throw new Error('no requester')
    await permissions.approversOf(requester, membership)
  }
  await decide()
  const once = ['levels', 'scope of inside', 'scope of otherInside', 'scope of outside']
  expect([...asked].filter(one => !one.startsWith('departments')).sort()).toEqual(once)
  expect(asked.filter(one => one === 'departments of target')).toHaveLength(1)
  await decide()
  expect(asked.filter(one => one === 'levels')).toHaveLength(2)
})
