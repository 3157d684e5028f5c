import { z } from 'zod'
import { pageNumber, roleRef } from '../../src/core/command/args.ts'
import { defineQuery } from '../../src/core/command/command.ts'
import type { Scope } from '../../src/core/directory.ts'
import type { I18n } from '../../src/core/i18n.ts'

/** An answer is kept for turning its pages: nobody turns five hundred. */
const mostListed = 10_000

export default defineQuery({
  summary: 'role.members.summary',
  aliases: ['角色 成员', '角色成员'],
  args: z.object({ role: roleRef, page: pageNumber.optional() }),
  example: '/role members 1203141',
  risk: 'none',

  async plan({ role, page = 1 }, { roles }) {
    const { id, name } = await roles.find(role)
    return { name, members: await roles.members(id), page }
  },

  card: ({ name, members: { list }, page }, i18n) => ({
    title: i18n.t('role.members.title', { role: name, count: list.length }),
    ...(list.length === 0 && { head: i18n.markdown('role.members.empty') }),
    rows: list
      .slice(0, mostListed)
      .map(({ name, userid, scope }) =>
        i18n.markdown('role.members.row', { name, userid, scope: scopeText(scope, i18n) }),
      ),
    ...(list.length > mostListed && {
      foot: i18n.markdown('role.members.cut', { most: mostListed }),
    }),
    page: page - 1,
  }),
})

const scopeText = (scope: Scope, i18n: I18n) =>
  scope === 'everyone'
    ? i18n.markdown('scope.everyone')
    : i18n.list(scope.map(({ id, name }) => i18n.markdown('scope.department', { id, name })))
