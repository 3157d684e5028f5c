import { describe, expect, test } from '@jest/globals'
import { startBot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'
import { ask, bodies, done, reaches, startOn } from './ask.ts'

const path = '/topapi/authorization/rbac/role/create'

describe.each(databases)('/rbac on $name', ({ open }) => {
  test('create sends every field, nested as DingTalk wants it, with the requester as operator', async () => {
    const bot = await startOn(open)
    const line = [
      '/rbac create 审计管理组 --members manager4220,王芳 --depts 纪检部,30 --users EMP201,EMP203',
      '--include-member-depts --include-managed-depts',
      '--actions action1,action2 --resources microapp.-24.baseAction.base.*,crm.*',
    ].join(' ')
    const { code, markdown } = await ask(bot, 'boss002', line)
    for (const part of [
      '**Before** nothing',
      '**After** 审计管理组',
      'Members: 王芳 (EMP123), 小钉 (manager4220)',
      'People it manages: 李伟 (EMP201), Jane Doe (EMP203)',
      'Departments it manages: 纪检部 11, 财务部 30',
      'And the departments its members are in',
      'And the departments its members lead',
      'Actions: action1, action2',
      'Resources: microapp.-24.baseAction.base.\\*, crm.\\*',
      '**Concerned** 2 people',
      '⚠️ **Its members become administrators.**',
      'other main administrator must agree',
    ])
      expect(markdown).toContain(part)
    const sub = await bot.presses('manager5310', 'approve')
    expect(sub.tips).toBe('Only a main administrator can approve this.')

    await bot.presses('boss001', 'approve')
    await reaches(bot, code, 'Done')
    const { corpId } = bot.sandbox.company
    const member = { member_type: 'user', belong_corpid: corpId, operate_userid: 'boss002' }
    expect(bodies(bot)).toEqual([
      [
        path,
        {
          agent_id: bot.sandbox.environment.DINGTALK_RBAC_AGENT_ID,
          open_role_create: {
            open_role_name: '审计管理组',
            open_resources: ['microapp.-24.baseAction.base.*', 'crm.*'],
            open_action: {
              action_ids: ['action1', 'action2'],
              open_condition: {
                open_contact_scope: {
                  dept_ids: [11, 30],
                  userids: ['EMP201', 'EMP203'],
                  include_member_depts: true,
                  include_self_manage_depts: true,
                },
              },
            },
            open_members: [
              { ...member, member_id: 'EMP123' },
              { ...member, member_id: 'manager4220' },
            ],
          },
        },
      ],
    ])
  })

  test('create with nothing but a name switches nothing on', async () => {
    const bot = await startOn(open)
    await done(bot, 'boss001', '/rbac create 空组')
    expect(bodies(bot)).toMatchObject([
      [
        path,
        {
          open_role_create: {
            open_role_name: '空组',
            open_resources: [],
            open_action: {
              action_ids: [],
              open_condition: {
                open_contact_scope: {
                  dept_ids: [],
                  userids: [],
                  include_member_depts: false,
                  include_self_manage_depts: false,
                },
              },
            },
            open_members: [],
          },
        },
      ],
    ])
    const list = await bot.says('boss001', '/rbac list')
    expect(list.title).toBe('2 admin groups')
    expect(list.markdown).toMatch(/^- IT管理组 \(roleSeed001\) · 1\n- 空组 \(role\w+\) · 0$/)
  })
})

test('/rbac show tells everything of one group', async () => {
  const bot = await startBot()
  const { title, markdown } = await bot.says('boss001', '/rbac show roleSeed001')
  expect(title).toBe('Admin group IT管理组')
  expect(markdown.split('\n\n')).toEqual([
    'Id: roleSeed001',
    'Members: manager4220',
    'People it manages: ',
    'Departments it manages: 1231',
    'Actions: action1',
    'Resources: microapp.-24.baseAction.base.\\*',
  ])
})

test.each([
  ['/rbac create IT管理组', 'There is a "IT管理组" already.'],
  ['/rbac create 组 --members Nobody', 'I know nobody called "Nobody".'],
  ['/rbac create 组 --depts 999', 'There is no department with the id 999.'],
  ['/rbac show role404', 'There is no admin group role404.'],
])('%s is refused at once', async (line, why) => {
  const bot = await startBot()
  const { title, markdown } = await bot.says('boss001', line)
  expect(title).toBe('Not done')
  expect(markdown).toContain(why)
  expect(bot.writes()).toEqual([])
})

test.each(['/rbac create 组', '/rbac list', '/rbac show roleSeed001'])(
  'without DINGTALK_RBAC_AGENT_ID %s says so, and DingTalk hears nothing of it',
  async line => {
    const bot = await startBot({ settings: { DINGTALK_RBAC_AGENT_ID: '' } })
    const { title, markdown } = await bot.says('boss001', line)
    expect(title).toBe('Not done')
    expect(markdown).toContain('Admin groups are switched off here. Set DINGTALK_RBAC_AGENT_ID')
    expect(bot.calls('/topapi/authorization/')).toEqual([])
  },
)
