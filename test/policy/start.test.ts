import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { defaultPolicy } from '../../src/core/access/policy.ts'
import { commandNames } from '../../src/load-commands.ts'
import { readPolicy } from '../../src/policy-file.ts'
import { emptyFolder, nobodyListens, startProgram } from '../e2e/program.ts'

async function serveWith(policy: string | undefined) {
  const cwd = await emptyFolder()
  const file = join(cwd, 'policy.yaml')
  if (policy !== undefined) await writeFile(file, policy)
  const program = startProgram('serve', { cwd, settings: { ...nobodyListens, POLICY_FILE: file } })
  const { code } = await program.ended
  const [title, ...problems] = program.said.err.trimEnd().split('\n')
  return { code, title, problems: problems.map(line => line.trim()), file }
}

describe('rolekeeper serve does not start', () => {
  test('with a policy that is wrong: every problem is a line with its place', async () => {
    const policy = 'mostPeple: 5\nrequest:\n  commands:\n    role nuke: {}\n'
    expect(await serveWith(policy)).toMatchObject({
      code: 1,
      title: 'Rolekeeper cannot start. The policy file is not as it should be:',
      problems: ['mostPeple (line 1): there is no such setting'],
    })
  })

  test('with a command that is not there', async () => {
    expect(await serveWith('approve:\n  commands:\n    role renam: {}\n')).toMatchObject({
      code: 1,
      problems: [
        'approve.commands.role renam (line 3): there is no command "role renam"; did you mean "role rename"?',
      ],
    })
  })

  test('with one that is made to hurt: one line, no stack', async () => {
    const levels = Array.from(
      { length: 9 },
      (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`,
    )
    expect(await serveWith(['a0: &a0 [x]', ...levels].join('\n'))).toMatchObject({
      code: 1,
      problems: ['policy (line 1): aliases stand for more than 100 things'],
    })
  })

  test('with a policy that is not there', async () => {
    const { code, problems, file } = await serveWith(undefined)
    expect(code).toBe(1)
    expect(problems).toEqual([expect.stringContaining(`${file} cannot be read: Error: ENOENT`)])
  })
})

test('rolekeeper policy prints the built-in policy, which reads back as itself', async () => {
  const program = startProgram('policy', { cwd: await emptyFolder() })
  expect(await program.ended).toEqual({ code: 0, signal: null })
  expect(readPolicy(program.said.out, await commandNames())).toEqual({
    ok: true,
    policy: defaultPolicy,
  })
})
