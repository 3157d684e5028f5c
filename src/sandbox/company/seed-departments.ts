import type { Department } from './state.ts'

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
