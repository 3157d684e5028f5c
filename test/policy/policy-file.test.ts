import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { defaultPolicy, permits } from '../../src/core/access/policy.ts'
import { userId } from '../../src/core/directory.ts'
import { loadPolicy, readPolicy } from '../../src/policy-file.ts'

const commands = ['role rename', 'role delete', 'approve']
const read = (text: string) => readPolicy(text, commands)
const problems = (text: string) => {
  const result = read(text)
  return result.ok ? [] : result.problems
}

const rolesOf = (text: string) => {
  const result = read(text)
  return result.ok ? result.policy.request.roles : {}
}

describe('what is wrong is said with its place', () => {
  test.each([
    ['an unknown key', 'aprovals: {}', ['aprovals (line 1): there is no such setting']],
    [
      'unknown keys further in, each one',
      'mostPeople: 5\napprovals:\n  high:\n    by: peer\n    cuont: 2\n    who: me',
      [
        'approvals.high.cuont (line 5): there is no such setting',
        'approvals.high.who (line 6): there is no such setting',
      ],
    ],
    [
      'an unknown command',
      'request:\n  commands:\n    role renam:\n      deny: {levels: [sub]}',
      [
        'request.commands.role renam (line 3): there is no command "role renam"; did you mean "role rename"?',
      ],
    ],
    [
      'an unknown command among the approvals',
      'approve: {commands: {xyzzy: {}}}',
      ['approve.commands.xyzzy (line 1): there is no command "xyzzy"'],
    ],
    [
      'an unknown level',
      'request:\n  allow:\n    levels: [main, owner]',
      ['request.allow.levels.1 (line 3): Invalid option: expected one of "main"|"sub"'],
    ],
    [
      'who agrees',
      'approvals: {high: {by: everyone}}',
      ['approvals.high.by (line 1): Invalid option: expected one of "requester"|"peer"|"main"'],
    ],
    [
      'nobody to agree',
      'approvals:\n  high: {by: peer, count: 0}',
      ['approvals.high.count (line 2): Too small: expected number to be >=1'],
    ],
    [
      'two requesters',
      'approvals:\n  low: {by: requester, count: 2}',
      ['approvals.low.count (line 2): there is one requester: only 1 goes with by: requester'],
    ],
    [
      'a rule of a role by its id',
      'request:\n  roles:\n    1203141:\n      deny: everyone',
      ['request.roles.1203141.deny (line 4): Invalid input: expected object, received string'],
    ],
    [
      'a length of time',
      'expires: soon',
      ['expires (line 1): is no length of time such as 30m, 8h, 7d or 2w'],
    ],
    [
      'a cap of nobody',
      'mostPeople: 0',
      ['mostPeople (line 1): Too small: expected number to be >=1'],
    ],
    [
      'a word for a list',
      'protectedRoles: 财务',
      ['protectedRoles (line 1): Invalid input: expected array, received string'],
    ],
    [
      'a list of something else',
      'protectedRoles: [[]]',
      ['protectedRoles.0 (line 1): is not of the right kind'],
    ],
    ['conversations', 'conversations: none', ['conversations (line 1): is not of the right kind']],
    [
      'no conversation for the head',
      'auditHead: {}',
      ['auditHead.conversation (line 1): Invalid input: expected string, received undefined'],
    ],
    [
      'a yes that is text',
      'soleMainAdministratorMayApprove: "yes"',
      [
        'soleMainAdministratorMayApprove (line 1): Invalid input: expected boolean, received string',
      ],
    ],
    [
      'a list instead of settings',
      '- approvals',
      ['policy (line 1): Invalid input: expected object, received array'],
    ],
    ['nothing', '# soon\n', ['the file is empty; {} is the built-in policy']],
    [
      'several things',
      'mostPeople: 0\nfoo: 1',
      [
        'mostPeople (line 1): Too small: expected number to be >=1',
        'foo (line 2): there is no such setting',
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(problems(text)).toEqual(expected)
  })

  test.each([
    ['an open bracket', 'mostPeople: [1', /line 1/],
    ['a tab for blanks', 'approvals:\n\thigh: {by: peer}', /line 2/],
    ['a key twice, of which one would be lost', 'mostPeople: 5\nmostPeople: 50', /unique.*line 2/],
    ['two documents in one', 'mostPeople: 5\n---\nmostPeople: 50', /documents/],
    ['a tag that means nothing here', 'mostPeople: !secret 5', /!secret.*line 1/],
    ['an alias to nothing', 'mostPeople: *most', /most/],
  ])('YAML with %s', (_, text, what) => {
    const [first = '', ...others] = problems(text)
    expect(first).toMatch(what)
    expect(first).not.toContain('\n')
    expect(others).toEqual([])
  })
})

describe('a file that is made to hurt is refused in few lines', () => {
  /** Nine levels of nine: some hundred million of what stands first. */
  const bomb = [
    'a0: &a0 [boss001]',
    ...Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`),
    'protectedRoles: *a9',
  ].join('\n')

  test.each([
    ['an alias bomb', bomb, 'policy (line 1): aliases stand for more than 100 things'],
    [
      'a thousand aliases',
      `mostPeople: &most 5\nprotectedRoles:\n${'  - *most\n'.repeat(1000)}`,
      '*most (line 103): aliases stand for more than 100 things',
    ],
    [
      'an alias to itself',
      'protectedRoles: &all [*all]',
      'protectedRoles.0 (line 1): is not of the right kind',
    ],
    ['lists in lists', '['.repeat(30_000), 'the file is nested too deeply'],
    ['mappings in mappings', '{a: '.repeat(15_000), 'the file is nested too deeply'],
    ['lists in lists, one a line', '- '.repeat(30_000), 'the file is nested too deeply'],
    ['a long text', `# ${'x'.repeat(70_000)}`, 'the file is longer than 64 KB'],
  ])('%s', (_, text, what) => {
    expect(problems(text)).toEqual([what])
  })

  test('thousands of mistakes are told as fifty, each on a line of its own', () => {
    const told = problems(Array.from({ length: 4000 }, (_, n) => `wrong${n}: {}`).join('\n'))
    expect(told).toHaveLength(51)
    expect(told[0]).toBe('wrong0 (line 1): there is no such setting')
    expect(told.at(-1)).toBe('and 3950 more')
    const [long = '', ...others] = problems(`"\\n\\x1b[31m${'x'.repeat(5000)}": 1`)
    expect(long.length).toBeLessThanOrEqual(300)
    expect(long).not.toMatch(/\p{Cc}/u)
    expect(others).toEqual([])
  })

  test('aliases in their measure are welcome', () => {
    const text = 'request:\n  allow: &us {levels: [main], users: [EMP123]}\napprove:\n  allow: *us'
    expect(read(text)).toMatchObject({ policy: { approve: { allow: { users: ['EMP123'] } } } })
  })
})

describe('no rule is dropped silently', () => {
  test.each([
    [
      'a role that JavaScript keeps for itself',
      'request:\n  roles:\n    __proto__: {deny: {users: [EMP123]}}',
      ['request.roles.__proto__ (line 3): cannot be a name here; a role may be named by its id'],
    ],
    [
      'the same by an alias',
      'protectedRoles: [&it __proto__]\nrequest:\n  roles:\n    *it : {deny: {users: [EMP123]}}',
      ['request.roles.__proto__ (line 4): cannot be a name here; a role may be named by its id'],
    ],
    [
      'a command',
      'approve:\n  commands: {"__proto__": {deny: {levels: [main]}}}',
      ['approve.commands.__proto__ (line 2): cannot be a name here; a role may be named by its id'],
    ],
    [
      'a setting',
      '__proto__: {mostPeople: 5}',
      ['__proto__ (line 1): cannot be a name here; a role may be named by its id'],
    ],
    [
      'other settings that every object has',
      'constructor: {}\nprototype: {}\ntoString: {}',
      ['constructor', 'prototype', 'toString'].map(
        (name, n) => `${name} (line ${n + 1}): there is no such setting`,
      ),
    ],
    [
      'commands that every object has',
      'request: {commands: {constructor: {}, hasOwnProperty: {}}}',
      ['constructor', 'hasOwnProperty'].map(
        name => `request.commands.${name} (line 1): there is no command "${name}"`,
      ),
    ],
    [
      'a role twice, with and without quotes',
      'request:\n  roles:\n    1203141: {deny: {levels: [sub]}}\n    "1203141": {}',
      ['request.roles.1203141 (line 4): is there twice'],
    ],
    [
      'no name',
      'request: {roles: {~: {}}}',
      ['request.roles.? (line 1): a name is one word or text'],
    ],
    [
      'a name that is a list',
      'request: {roles: {[a, b]: {}}}',
      ['request.roles.? (line 1): a name is one word or text'],
    ],
    [
      'a name that nobody can see',
      'request: {roles: {"": {}, " \\u200b": {}}}',
      [
        'request.roles. (line 1): a name is one word or text',
        'request.roles. \u200b (line 1): a name is one word or text',
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(problems(text)).toEqual(expected)
  })

  test.each(['constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'])(
    'a role may be called %s',
    name => {
      const result = read(
        `approve: {roles: {${name}: {deny: {users: [EMP123]}}}}\nprotectedRoles: [${name}]`,
      )
      const policy = result.ok ? result.policy : defaultPolicy
      expect(policy.protectedRoles).toEqual([name])
      const about = { command: 'role rename', role: { id: 7, name } }
      const actor = { userid: userId.parse('EMP123'), level: 'main' } as const
      expect(permits(policy.approve, actor, about)).toBe(false)
      expect(permits(policy.approve, actor, { ...about, role: { id: 7, name: 'x' } })).toBe(true)
    },
  )

  test.each([
    '!!omap [roles: {777: {deny: {levels: [main]}}}]',
    '{roles: !!omap [777: {deny: {levels: [main]}}]}',
    '{roles: {!!binary "Nzc3": {deny: {levels: [main]}}}}',
  ])('what YAML reads as no map of text is refused: %s', rules => {
    expect(problems(`request: ${rules}`)).toEqual([expect.stringContaining('Unresolved tag')])
  })
  test('nothing is merged or read otherwise because a file says that it is of an older YAML', () => {
    const text = '%YAML 1.1\n---\nrequest: {roles: {yes: {deny: {levels: [main]}}, 2026-01-05: {}}}'
    expect(Object.keys(rolesOf(text))).toEqual(['yes', '2026-01-05'])
    expect(problems('%YAML 1.1\n---\nrequest: {<<: {roles: {}}}')).toEqual([
      'request.<< (line 3): there is no such setting',
    ])
  })
  test.each(['TRUE', 'True', 'false'])('a role may be called %s', name => {
    expect(Object.keys(rolesOf(`request: {roles: {${name}: {}}}`))).toEqual([name])
    expect(read(`protectedRoles: [${name}]`)).toMatchObject({ policy: { protectedRoles: [name] } })
  })
  test('a person is denied although blanks stand around their userid', () => {
    expect(read('request: {deny: {users: [" EMP123 "]}}')).toMatchObject({
      policy: { request: { deny: { users: ['EMP123'] } } },
    })
  })

  test.each(['__proto__', 'constructor'])('a person may be called %s', id => {
    const result = read(`request: {deny: {users: [${id}]}}`)
    expect(result).toMatchObject({ policy: { request: { deny: { users: [id] } } } })
  })
})

describe('an id is what stands there, also without quotes', () => {
  const written = (text: string) => {
    const result = read(text)
    return result.ok ? result.policy : result.problems
  }

  test.each(['01165532613379', '0x10', '01234567890123456789', '1.0', '1165532613379'])(
    '%s',
    id => {
      expect(written(`approve: {allow: {users: [${id}]}, deny: {users: [${id}]}}`)).toMatchObject({
        approve: { allow: { users: [id] }, deny: { users: [id] } },
      })
      expect(written(`protectedRoles:\n  - ${id}`)).toMatchObject({ protectedRoles: [id] })
      expect(written(`request: {roles: {${id}: {deny: {levels: [sub]}}}}`)).toMatchObject({
        request: { roles: { [id]: { deny: { levels: ['sub'] } } } },
      })
    },
  )

  test('a count stays a number, however it is written', () => {
    expect(written('mostPeople: 5.0')).toMatchObject({ mostPeople: 5 })
  })
})

describe('a file', () => {
  const folder = mkdtemp(join(tmpdir(), 'rolekeeper-policy-'))
  afterAll(async () => rm(await folder, { recursive: true }))

  test('that is there is in force', async () => {
    const file = join(await folder, 'policy.yaml')
    await writeFile(file, 'mostPeople: 7\n')
    expect(await loadPolicy(file, commands)).toEqual({
      ok: true,
      policy: { ...defaultPolicy, mostPeople: 7 },
    })
  })

  test('that is not there, or is a folder, is a problem and not the built-in policy', async () => {
    const missing = join(await folder, 'none.yaml')
    expect(await loadPolicy(missing, commands)).toEqual({
      ok: false,
      problems: [expect.stringContaining(`${missing} cannot be read: Error: ENOENT`)],
    })
    expect(await loadPolicy(await folder, commands)).toEqual({
      ok: false,
      problems: [expect.stringContaining('cannot be read: Error: EISDIR')],
    })
  })

  test('that has no end, or is no text, is refused', async () => {
    expect(await loadPolicy('/dev/zero', commands)).toEqual({
      ok: false,
      problems: ['the file is longer than 64 KB'],
    })
    const file = join(await folder, 'gbk.yaml')
    await writeFile(file, Buffer.from('protectedRoles: [\xb2\xc6\xce\xf1]', 'latin1'))
    expect(await loadPolicy(file, commands)).toEqual({
      ok: false,
      problems: [`${file} is no text in UTF-8`],
    })
  })

  test('is not asked for where none is named', async () => {
    expect(await loadPolicy(undefined, commands)).toEqual({ ok: true, policy: defaultPolicy })
  })
})
