import type { AdminGroup, AdminRight, Department, DerivedRole, RoleGroup } from './state.ts'

/** The invented organisation, and another one. */
export const corpId = 'ding5a4db0c0ffee0001'
const otherCorpId = 'dingd1ff3ren7c0rp001'

export const departments: readonly Department[] = [
  { id: 1, name: '星河贸易', parentId: undefined },
  { id: 11, name: '纪检部', parentId: 1 },
  { id: 111, name: '审计组', parentId: 11 },
  { id: 20, name: '销售部', parentId: 1 },
  { id: 21, name: '华东销售', parentId: 20 },
  { id: 30, name: '财务部', parentId: 1 },
  { id: 40, name: '人事部', parentId: 1 },
  { id: 1231, name: '信息部', parentId: 1 },
  { id: 12310, name: '桌面支持', parentId: 1231 },
]

interface SeedPerson {
  userid: string
  name: string
  title: string
  departments: number[]
  leads?: number[]
  boss?: boolean
  admin?: AdminRight
  corpId?: string
}

export const persons: readonly SeedPerson[] = [
  {
    userid: 'boss001',
    name: '林岚',
    title: '总经理',
    departments: [1],
    boss: true,
    admin: { level: 1, scope: [1] },
  },
  {
    userid: 'boss002',
    name: '周航',
    title: '副总经理',
    departments: [1],
    admin: { level: 1, scope: [1] },
  },
  {
    userid: 'manager4220',
    name: '小钉',
    title: 'IT 经理',
    departments: [1, 11],
    leads: [11],
    admin: { level: 2, scope: [11] },
  },
  {
    userid: 'manager5310',
    name: '陈默',
    title: '销售经理',
    departments: [20],
    leads: [20],
    admin: { level: 2, scope: [20] },
  },
  { userid: 'EMP123', name: '王芳', title: '会计', departments: [30] },
  // Longer than 2^53 and with a leading zero: whoever makes it a number loses it.
  { userid: '01234567890123456789', name: '赵敏', title: '审计员', departments: [111] },
  // Two persons of one name.
  { userid: 'EMP201', name: '李伟', title: '销售', departments: [21] },
  { userid: 'EMP202', name: '李伟', title: '桌面支持', departments: [12310, 1231] },
  { userid: 'EMP203', name: 'Jane Doe', title: 'Support', departments: [1231] },
  // A name that would forge markup where it is not escaped.
  {
    userid: 'EMP300',
    name: '*Mia* [Berg](https://example.com) <b>',
    title: 'HR',
    departments: [40],
  },
  { userid: 'outsider001', name: 'Olaf Outside', title: '', departments: [], corpId: otherCorpId },
]

export const groups: readonly RoleGroup[] = [
  { id: 900100, name: '默认' },
  { id: 900200, name: '职务' },
  { id: 900300, name: '行业' },
  { id: 900400, name: '项目' },
]

interface SeedRole {
  id: number
  name: string
  groupId: number
  derived?: DerivedRole
  members?: readonly (readonly [userid: string, scope?: number[]])[]
}

export const roles: readonly SeedRole[] = [
  { id: 900101, name: '负责人', groupId: 900100, derived: 'owner' },
  { id: 900102, name: '主管', groupId: 900100, derived: 'leader' },
  { id: 900103, name: '主管理员', groupId: 900100, derived: 'main' },
  { id: 900104, name: '子管理员', groupId: 900100, derived: 'sub' },
  {
    id: 1203141,
    name: '财务',
    groupId: 900200,
    members: [['manager4220', [11]], ['01234567890123456789']],
  },
  { id: 1203142, name: '出纳', groupId: 900200, members: [['EMP123']] },
  {
    id: 1560985325,
    name: 'Apparel manufacturing',
    groupId: 900300,
    members: [['EMP201', [20, 21]], ['EMP300']],
  },
  { id: 12345, name: '门店巡检', groupId: 900300, members: [['EMP123']] },
]

export const adminGroups: readonly AdminGroup[] = [
  {
    id: 'roleSeed001',
    name: 'IT管理组',
    resources: ['microapp.-24.baseAction.base.*'],
    actions: ['action1'],
    members: [
      {
        belong_corpid: corpId,
        member_id: 'manager4220',
        member_type: 'user',
        operate_userid: 'boss001',
      },
    ],
    scope: {
      dept_ids: [1231],
      userids: [],
      include_member_depts: false,
      include_self_manage_depts: false,
    },
  },
]
