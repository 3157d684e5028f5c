import { z } from 'zod'
import { pageNumber, roleRef } from '../../src/core/command/args.ts'
import { defineCommand } from '../../src/core/command/command.ts'
import type { Scope } from '../../src/core/directory.ts'
import type { Words } from '../../src/core/i18n.ts'

export default defineCommand({
  summary: 'role.members.summary',
  aliases: ['角色 成员', '角色成员'],
  args: z.object({ role: roleRef, page: pageNumber.optional() }),
  example: '/role members 1203141',
  risk: 'none',

  async plan({ role, page = 1 }, { roles }) {
    const { id, name } = await roles.find(role)
    return { name, members: await roles.members(id), page }
  },

  card: ({ name, members: { list, complete }, page }, words) => ({
    title: words.text('role.members.title', { role: name, count: list.length }),
    ...(list.length === 0 && { head: words.markdown('role.members.empty') }),
    rows: list.map(({ name, userid, scope }) =>
      words.markdown('role.members.row', { name, userid, scope: scopeText(scope, words) }),
    ),
    ...(!complete && { foot: words.markdown('role.members.cut', { count: list.length }) }),
    page: page - 1,
  }),
})

const scopeText = (scope: Scope, words: Words) =>
  scope === 'everyone'
    ? words.markdown('scope.everyone')
    : words.list(scope.map(({ id, name }) => words.markdown('scope.department', { id, name })))
