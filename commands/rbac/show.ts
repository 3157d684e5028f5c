import { z } from 'zod'
import { pattern } from '../../src/core/command/args.ts'
import { defineCommand } from '../../src/core/command/command.ts'
import { refuse } from '../../src/core/errors.ts'

export default defineCommand({
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

  card: (group, words) => ({
    title: words.text('rbac.show.title', { group: group.name }),
    head: [
      words.markdown('rbac.id', { id: group.id }),
      words.markdown('rbac.members', { people: words.escape(group.members.join(', ')) }),
      words.markdown('rbac.users', { people: words.escape(group.users.join(', ')) }),
      words.markdown('rbac.depts', { depts: group.departments.join(', ') }),
      ...(group.includeMemberDepts ? [words.markdown('rbac.includeMemberDepts')] : []),
      ...(group.includeManagedDepts ? [words.markdown('rbac.includeManagedDepts')] : []),
      words.markdown('rbac.actions', { actions: group.actions.join(', ') }),
      words.markdown('rbac.resources', { resources: group.resources.join(', ') }),
    ].join('\n\n'),
  }),
})
