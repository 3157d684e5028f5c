import type { DerivedRole, RoleGroup } from './state.ts'

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
