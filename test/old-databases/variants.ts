import { z } from 'zod'
import { done } from '../changes/ask.ts'
import type { Bot } from '../support/bot.ts'
import { eventually } from '../support/eventually.ts'

/** One change that can be asked for: of something that nobody else touches. */
export interface Matter {
  readonly line: string
  /** A line of the same command that is refused at once. */
  readonly refused: string
  /** The role that it is about, where there is one already. */
  readonly role?: number
  /** Reality moves: what was planned is not what would happen now. */
  outside(): unknown
  /** Whether it is in effect in the company. */
  effect(): boolean
}

export interface Variant {
  readonly name: string
  readonly command: string
  /** Its requester confirms it, under the built-in policy. */
  readonly low?: boolean
  readonly undoable?: boolean
  /** The calls that write; nothing where DingTalk has no part in it. */
  readonly paths: readonly string[]
  prepare(bot: Bot, n: number): Promise<Matter>
}

const projects = 900400
export const add = '/topapi/role/addrolesforemps'
export const remove = '/topapi/role/removerolesforemps'

/** A role of its own, known to the robot. */
export async function newRole(bot: Bot, n: number, members: readonly string[] = []) {
  const { company } = bot.sandbox
  let id = 0
  const name = n % 2 === 0 ? `岗位 ${n}` : `a "b" ／ ${n}`
  await bot.hears(() => {
    id = company.addRole(name, projects, members).id
  })
  return { id, name, members: () => company.roles.get(id)?.members ?? new Map() }
}

/** A name that has to be quoted, with everything in it that has to be escaped there. */
const oddName = (n: number) => ({ name: `新 "名" \\ ／${n}`, typed: `"新 \\"名\\" \\\\ ／${n}"` })

const born = z.array(z.object({ code: z.string(), details: z.string() }))
const ending = z.object({ ends: z.string() })

/** The code of the end that a grant has left behind. */
export const endOf = (sql: (text: string) => Promise<readonly unknown[]>, grant: string) =>
  eventually(async () => {
    const rows = born.parse(await sql("SELECT code, details FROM requests WHERE via = 'born'"))
    return rows.find(({ details }) => {
      const read = ending.safeParse(JSON.parse(details))
      return read.success && read.data.ends === grant
    })?.code
  })

export const variants: readonly Variant[] = [
  {
    name: 'role rename',
    command: 'role rename',
    undoable: true,
    paths: ['/role/update_role'],
    async prepare(bot, n) {
      const { id } = await newRole(bot, n, ['EMP201'])
      const { name, typed } = oddName(n)
      const { company } = bot.sandbox
      return {
        line: `${n % 2 === 0 ? '/role rename' : '/角色 改名'} ${id} ${typed}`,
        refused: `/role rename ${id + 100_000} 无`,
        role: id,
        outside: () => company.renameRole(id, `别处 ${n}`),
        effect: () => company.roles.get(id)?.name === name,
      }
    },
  },
  {
    name: 'role scope --depts',
    command: 'role scope',
    undoable: true,
    paths: ['/topapi/role/scope/update'],
    async prepare(bot, n) {
      const { id, members } = await newRole(bot, n, ['EMP203'])
      bot.sandbox.company.setScope(id, 'EMP203', [40])
      return {
        line: `${n % 2 === 0 ? '/role scope' : '/角色 范围'} EMP203 ${id} --depts 纪检部,20`,
        refused: `/role scope EMP203 ${id} --depts 1`,
        role: id,
        outside: () => bot.sandbox.company.setScope(id, 'EMP203', [30]),
        effect: () => members().get('EMP203')?.join() === '11,20',
      }
    },
  },
  {
    name: 'role scope --everyone',
    command: 'role scope',
    undoable: true,
    paths: ['/topapi/role/scope/update'],
    async prepare(bot, n) {
      const { id, members } = await newRole(bot, n, ['EMP203'])
      bot.sandbox.company.setScope(id, 'EMP203', [11])
      return {
        line: `${n % 2 === 0 ? '/role scope' : '/角色 范围'} "Jane Doe" ${id} --everyone`,
        refused: `/role scope EMP201 ${id} --everyone`,
        role: id,
        outside: () => bot.sandbox.company.setScope(id, 'EMP203', [30]),
        effect: () => members().has('EMP203') && members().get('EMP203') === undefined,
      }
    },
  },
  {
    name: 'role add',
    command: 'role add',
    undoable: true,
    paths: [add],
    async prepare(bot, n) {
      const { id, members } = await newRole(bot, n, ['EMP201'])
      return {
        line: `/role add ${id} EMP123 EMP202 EMP203`,
        refused: `/role add ${id} EMP201`,
        role: id,
        outside: () => bot.sandbox.company.addMembers([id], ['EMP202']),
        effect: () => members().has('EMP123') && members().has('EMP203'),
      }
    },
  },
  {
    name: 'role add --for',
    command: 'role add',
    undoable: true,
    paths: [add],
    async prepare(bot, n) {
      const { id, members } = await newRole(bot, n, ['EMP201'])
      return {
        line: `${n % 2 === 0 ? '/role add' : '/角色 添加'} ${id} EMP201 王芳 EMP202 --for 10d`,
        refused: `/role add ${id} EMP202 --for 0d`,
        role: id,
        outside: () => bot.sandbox.company.addMembers([id], ['EMP202']),
        effect: () => members().has('EMP123') && members().has('EMP202'),
      }
    },
  },
  {
    name: 'role remove',
    command: 'role remove',
    undoable: true,
    paths: [remove],
    async prepare(bot, n) {
      const { id, members } = await newRole(bot, n, ['EMP123', 'EMP202', 'EMP203'])
      return {
        line: `${n % 2 === 0 ? '/role remove' : '/角色 移除'} ${id} EMP123 EMP202`,
        refused: `/role remove ${id} EMP300`,
        role: id,
        outside: () => bot.sandbox.company.removeMembers([id], ['EMP202']),
        effect: () => !members().has('EMP123') && !members().has('EMP202'),
      }
    },
  },
  {
    name: 'role create',
    command: 'role create',
    low: true,
    undoable: true,
    paths: ['/role/add_role'],
    async prepare(bot, n) {
      const { name, typed } = oddName(n)
      const { company } = bot.sandbox
      return {
        line: `${n % 2 === 0 ? '/role create' : '/新建角色'} ${typed} --group 项目`,
        refused: `/role create 岗${n}`,
        outside: () => bot.hears(() => company.addRole(name, projects)),
        effect: () => [...company.roles.values()].some(role => role.name === name),
      }
    },
  },
  {
    name: 'role group create',
    command: 'role group create',
    low: true,
    paths: ['/role/add_role_group'],
    async prepare(bot, n) {
      const { company } = bot.sandbox
      return {
        line: `${n % 2 === 0 ? '/role group create' : '/角色组 新建'} 组${n}`,
        refused: '/role group create 职务',
        outside: () => bot.hears(() => company.addGroup(`组${n}`)),
        effect: () => [...company.groups.values()].some(({ name }) => name === `组${n}`),
      }
    },
  },
  {
    name: 'role delete',
    command: 'role delete',
    paths: [remove, '/topapi/role/deleterole'],
    async prepare(bot, n) {
      const { id } = await newRole(bot, n, ['EMP123', 'EMP300'])
      return {
        line: `${n % 2 === 0 ? '/role delete' : '/删除角色'} ${id}`,
        refused: '/role delete 子管理员',
        role: id,
        outside: () => bot.sandbox.company.addMembers([id], ['EMP203']),
        effect: () => !bot.sandbox.company.roles.has(id),
      }
    },
  },
  {
    name: 'role extend',
    command: 'role extend',
    paths: [],
    async prepare(bot, n) {
      const { id } = await newRole(bot, n, ['EMP201'])
      const grant = await done(bot, 'boss001', `/role add ${id} EMP123 --for 20d`)
      await bot.settled()
      return {
        line: `${n % 2 === 0 ? '/role extend' : '/角色 延长'} ${grant.code} --for ${(n % 5) + 1}d`,
        refused: '/role extend ZZZZZ',
        role: id,
        outside: () => done(bot, 'boss001', `/role extend ${grant.code} --for 3w`),
        // Where it ends stands in the database, not in the company.
        effect: () => false,
      }
    },
  },
  {
    name: 'rbac create',
    command: 'rbac create',
    paths: ['/topapi/authorization/rbac/role/create'],
    async prepare(bot, n) {
      const name = `管理 ${n}`
      const { company } = bot.sandbox
      const made = () => [...company.adminGroups.values()].some(group => group.name === name)
      return {
        line: `${n % 2 === 0 ? '/rbac create' : '/管理组 新建'} "${name}" --members EMP123,赵敏 --depts 11 --users EMP201 --include-member-depts --actions action1 --resources microapp.-24.baseAction.base.*`,
        refused: '/rbac create IT管理组',
        outside() {
          const [seed] = company.adminGroups.values()
          if (seed) company.adminGroups.set(`role${n}`, { ...seed, id: `role${n}`, name })
        },
        effect: made,
      }
    },
  },
]
