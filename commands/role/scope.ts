import { z } from 'zod'
import { deptRef, roleRef, userRef } from '../../src/core/command/args.ts'
import { defineChange } from '../../src/core/command/command.ts'
import { changeable, scopeText } from '../../src/core/command/format.ts'
import { plannedPerson, plannedScope, plannedThing } from '../../src/core/command/plan-schemas.ts'
import type { Scope } from '../../src/core/directory.ts'
import { refuse } from '../../src/core/errors.ts'
import { sameData } from '../../src/core/model/same-data.ts'
import { flag } from '../../src/core/parse/tokenize.ts'

/** role/scope/update takes no more (seed document). */
const mostDepartments = 50
/** The department that is the whole organisation, in every organisation. */
const root = 1

export default defineChange({
  summary: 'role.scope.summary',
  aliases: ['角色 范围', '角色范围'],
  args: z.object({
    user: userRef,
    role: roleRef,
    depts: z.array(deptRef).optional(),
    everyone: z.boolean().optional(),
  }),
  example: '/role scope manager4220 1203141 --depts 11,1231',
  risk: 'high',
  planSchema: z.object({
    role: plannedThing,
    user: plannedPerson,
    from: plannedScope,
    to: plannedScope,
  }),
  riskOf: ({ everyone }) => (everyone ? 'critical' : 'high'),

  async plan({ user, role, depts, everyone }, { roles, users, departments }) {
    // To DingTalk no departments means everybody: only the word itself may mean that here.
    if ((depts === undefined) === !everyone) throw refuse('role.scope.which')
    if (depts && depts.length > mostDepartments)
      throw refuse('role.scope.most', { most: mostDepartments })
    const [{ id, name }, person, found] = await Promise.all([
      roles.find(role).then(changeable),
      users.find(user),
      Promise.all((depts ?? []).map(dept => departments.find(dept))),
    ])
    const all = found.find(({ id }) => id === root)
    if (all) throw refuse('role.scope.root', { department: all.name, user: person.name })
    const member = (await roles.members(id)).list.find(({ userid }) => userid === person.userid)
    if (!member) throw refuse('role.scope.notMember', { user: person.name, role: name })
    const from = inOrder(member.scope)
    const to = inOrder(everyone ? 'everyone' : found)
    if (sameIds(from, to)) throw refuse('role.scope.same', { user: person.name })
    return { role: { id, name }, user: { userid: person.userid, name: person.name }, from, to }
  },
  impact: ({ role, user, from, to }) => ({
    aspect: 'people',
    role,
    people: [user.userid],
    departments: [...ids(from), ...ids(to)],
    ...(to === 'everyone' && { everyone: true }),
  }),
  card: ({ role, user, from, to }, i18n) => ({
    title: i18n.t('role.scope.title', { role: role.name, user: user.name }),
    before: scopeText(from, i18n),
    after: scopeText(to, i18n),
    concerned:
      to === 'everyone' ? i18n.t('scope.everyone') : i18n.t('departments', { count: to.length }),
    ...(to === 'everyone' && {
      warning: i18n.markdown('role.scope.warning', { user: user.name }),
    }),
  }),
  async run({ role, user, to }, { roles }) {
    if (to === 'everyone') await roles.setScopeToEveryone(role.id, user.userid)
    else await roles.setScope(role.id, user.userid, ids(to))
    return {}
  },
  async verify(plan, { roles }) {
    const { list } = await roles.members(plan.role.id)
    const now = list.find(({ userid }) => userid === plan.user.userid)?.scope
    if (now !== undefined && sameIds(now, plan.to)) return { kind: 'done', outcome: {} }
    if (now !== undefined && sameIds(now, plan.from)) return { kind: 'not yet', rest: plan }
    return { kind: 'unclear' }
  },
  undo: ({ role, user, from }) => [
    'role',
    'scope',
    user.userid,
    String(role.id),
    ...(isWhole(from) ? [flag('everyone')] : [flag('depts'), ids(from).join(',')]),
  ],
})

const ids = (scope: Scope) => (scope === 'everyone' ? [] : scope.map(({ id }) => id))

const isWhole = (scope: Scope) => scope === 'everyone' || ids(scope).includes(root)

/** Each department once, by id, so that the order in which DingTalk names them makes no difference. */
const inOrder = (scope: Scope): Scope =>
  scope === 'everyone'
    ? scope
    : [...new Map(scope.map(({ id, name }) => [id, { id, name }])).values()].sort(
        (a, b) => a.id - b.id,
      )

const sameIds = (a: Scope, b: Scope) =>
  (a === 'everyone') === (b === 'everyone') && sameData(ids(inOrder(a)), ids(inOrder(b)))
