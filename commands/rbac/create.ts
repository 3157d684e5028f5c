import { z } from 'zod'
import { deptRef, pattern, roleName, userRef } from '../../src/core/command/args.ts'
import { defineChange } from '../../src/core/command/command.ts'
import { byUserid, peopleText } from '../../src/core/command/format.ts'
import { requireNewName } from '../../src/core/command/new-name.ts'
import { plannedPerson, plannedThing } from '../../src/core/command/plan-schemas.ts'
import { userId } from '../../src/core/directory.ts'
import { refuse } from '../../src/core/errors.ts'
import { localized } from '../../src/core/i18n.ts'

const people = z.array(userRef).optional()

export default defineChange({
  summary: 'rbac.create.summary',
  aliases: ['管理组 新建', '新建管理组'],
  args: z.object({
    name: roleName,
    members: people,
    depts: z.array(deptRef).optional(),
    users: people,
    'include-member-depts': z.boolean().optional(),
    'include-managed-depts': z.boolean().optional(),
    actions: z.array(pattern).optional(),
    resources: z.array(pattern).optional(),
  }),
  example:
    '/rbac create IT管理组 --members EMP123 --depts 11 --actions action1 --resources microapp.-24.baseAction.base.*',
  risk: 'critical',
  planSchema: z.object({
    name: z.string(),
    members: z.array(plannedPerson),
    users: z.array(plannedPerson),
    depts: z.array(plannedThing),
    includeMemberDepts: z.boolean(),
    includeManagedDepts: z.boolean(),
    actions: z.array(z.string()),
    resources: z.array(z.string()),
    operator: userId,
  }),

  async plan(args, { actor, rbac, users, departments }) {
    if (!rbac.enabled) throw refuse('rbac.off')
    const { name } = args
    // The name is the only thing by which an interrupted creation can be found again.
    requireNewName(name, await rbac.list())
    const findAll = async (refs: readonly string[] = []) =>
      (await Promise.all(refs.map(users.find)))
        .map(({ userid, name }) => ({ userid, name }))
        .sort(byUserid)
    const [members, managed, depts] = await Promise.all([
      findAll(args.members),
      findAll(args.users),
      Promise.all((args.depts ?? []).map(departments.find)),
    ])
    return {
      name,
      members,
      users: managed,
      depts: depts.map(({ id, name }) => ({ id, name })).sort((a, b) => a.id - b.id),
      includeMemberDepts: args['include-member-depts'] ?? false,
      includeManagedDepts: args['include-managed-depts'] ?? false,
      actions: args.actions ?? [],
      resources: args.resources ?? [],
      operator: actor.userid,
    }
  },
  impact: ({ members, users, depts, includeMemberDepts, includeManagedDepts }) => ({
    aspect: 'role',
    people: [...new Set([...members, ...users].map(({ userid }) => userid))],
    departments: depts.map(({ id }) => id),
    // How far these reach is in DingTalk's hands, and may be everywhere.
    everyone: (includeMemberDepts || includeManagedDepts) && 'until limited',
  }),
  card: (plan, i18n) => ({
    title: i18n.t('rbac.create.title', { group: plan.name }),
    before: i18n.markdown('nothing'),
    after: [
      i18n.escape(plan.name),
      i18n.markdown('rbac.members', { people: peopleText(plan.members, i18n) }),
      i18n.markdown('rbac.users', { people: peopleText(plan.users, i18n) }),
      i18n.markdown('rbac.depts', {
        depts: plan.depts.map(({ id, name }) => `${name} ${id}`).join(', '),
      }),
      ...(plan.includeMemberDepts ? [i18n.markdown('rbac.includeMemberDepts')] : []),
      ...(plan.includeManagedDepts ? [i18n.markdown('rbac.includeManagedDepts')] : []),
      i18n.markdown('rbac.actions', { actions: plan.actions.join(', ') }),
      i18n.markdown('rbac.resources', { resources: plan.resources.join(', ') }),
    ].join('\n\n'),
    concerned: i18n.t('people', { count: plan.members.length }),
    warning: i18n.markdown('rbac.create.warning'),
  }),
  async run({ operator, members, users, depts, ...plan }, { rbac }) {
    const draft = {
      ...plan,
      members: members.map(({ userid }) => userid),
      users: users.map(({ userid }) => userid),
      departments: depts.map(({ id }) => id),
    }
    return { id: await rbac.create(draft, operator) }
  },
  async verify(plan, { rbac }) {
    const made = (await rbac.list()).find(({ name }) => name === plan.name)
    // DingTalk does not say that two of one name are refused, so what is not there is not made again.
    return made ? { kind: 'done', outcome: { id: made.id } } : { kind: 'unclear' }
  },
  undo: () => localized('undo.none'),
})
