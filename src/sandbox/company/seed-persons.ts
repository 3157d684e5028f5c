import { otherCorpId } from './seed-corp.ts'
import type { AdminRight } from './state.ts'

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
