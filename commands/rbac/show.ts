import { z } from 'zod'
import { pattern } from '../../src/core/command/args.ts'
import { defineQuery } from '../../src/core/command/command.ts'
import { refuse } from '../../src/core/errors.ts'

export default defineQuery({
  summary: 'rbac.show.summary',
  aliases: ['管理组 查看', '查看管理组'],
  args: z.object({ id: pattern }),
  example: '/rbac show role0001',
  risk: 'none',

  async plan({ id }, { rbac }) {
    if (!rbac.enabled) throw refuse('rbac.off')
    const group = await rbac.get(id)
    if (!group) throw refuse('rbac.unknown', { id })
    return group
  },

  card: (group, i18n) => ({
    title: i18n.t('rbac.show.title', { group: group.name }),
    head: [
      i18n.markdown('rbac.id', { id: group.id }),
      i18n.markdown('rbac.members', { people: i18n.escape(group.members.join(', ')) }),
      i18n.markdown('rbac.users', { people: i18n.escape(group.users.join(', ')) }),
      i18n.markdown('rbac.depts', { depts: group.departments.join(', ') }),
      ...(group.includeMemberDepts ? [i18n.markdown('rbac.includeMemberDepts')] : []),
      ...(group.includeManagedDepts ? [i18n.markdown('rbac.includeManagedDepts')] : []),
      i18n.markdown('rbac.actions', { actions: group.actions.join(', ') }),
      i18n.markdown('rbac.resources', { resources: group.resources.join(', ') }),
    ].join('\n\n'),
  }),
})
