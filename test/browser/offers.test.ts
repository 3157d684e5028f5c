import { expect, test } from '@jest/globals'
import { offersFor } from '../../public/sandbox/phone/offers.ts'

const known = {
  commands: [
    { usage: '/help [command]', summary: 'Show every command.' },
    { usage: '/role add <role> <user>… [--for <duration>]', summary: 'Give people a role.' },
    { usage: '/role rename <role> <name>', summary: 'Rename a role.' },
    { usage: '/role scope <user> <role> [--depts <dept,…>] [--everyone]', summary: 'Scope.' },
    { usage: '/undo <code>', summary: 'Ask for the way back.' },
    { usage: '/whoami', summary: 'Show who you are.' },
  ],
  company: {
    groups: [
      {
        id: 900200,
        name: '职务',
        roles: [
          { id: 1, name: '财务', isDefault: false },
          { id: 2, name: 'Shop check', isDefault: false },
          { id: 3, name: '负责人', isDefault: true },
        ],
      },
    ],
    persons: [
      { userid: 'boss001', name: '林岚', title: '总经理', staff: true },
      { userid: 'out', name: 'Olaf', title: '', staff: false },
    ],
    departments: [{ id: 11, name: '纪检部' }],
  },
  codes: [{ code: '7F3KQ', title: 'Done' }],
}
const offers = (text: string) => offersFor(text, known)
const inserts = (text: string) => offers(text).options.map(({ insert }) => insert)

test('nothing for what is no command', () => {
  expect(inserts('')).toEqual([])
  expect(inserts('hello')).toEqual([])
})
test('commands by their beginning, or by what they are about', () => {
  expect(inserts('/')).toHaveLength(6)
  expect(inserts('/role')).toEqual(['/role add ', '/role rename ', '/role scope '])
  expect(inserts('/way back')).toEqual(['/undo '])
  expect(inserts('/whoami')).toEqual(['/whoami'])
  expect(['/role re', '/hel', '/undo'].map(line => offers(line).sure)).toEqual([true, true, true])
  // Enter sends what is whole, though more could follow, and what only reminds of a command.
  expect(['/whoami', '/help', '/way back'].map(line => offers(line).sure)).toEqual([
    false,
    false,
    false,
  ])
})
test('what fits the argument: roles, people, departments, codes, flags', () => {
  expect(offers('/role rename ').hint).toBe('/role rename <role> <name>')
  expect(inserts('/role rename ')).toEqual(['财务 ', '"Shop check" '])
  expect(inserts('/role rename shop')).toEqual(['"Shop check" '])
  expect(offers('/role rename shop').start).toBe('/role rename '.length)
  expect(inserts('/role rename 财务 ')).toEqual([])
  expect(inserts('/role add "Shop check" ')).toEqual(['@林岚 ', '--for '])
  expect(inserts('/role add 财务 @林岚 ')).toEqual(['@林岚 ', '--for '])
  expect(inserts('/role scope @林岚 财务 --')).toEqual(['--depts ', '--everyone '])
  expect(inserts('/role scope @林岚 财务 --depts ')).toEqual(['11 '])
  expect(inserts('/undo ')).toEqual(['7F3KQ '])
})
test('people of this organisation after an @, wherever it stands', () => {
  expect(offers('/role of @').options).toMatchObject([{ insert: '@林岚', mention: 'boss001' }])
  expect(inserts('/role of @boss')).toEqual(['@林岚'])
  expect(inserts('see @nobody')).toEqual([])
})
