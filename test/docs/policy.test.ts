import { expect, test } from '@jest/globals'
import { defaultPolicy } from '../../src/core/access/policy.ts'
import { loadCommands } from '../../src/load-commands.ts'
import { readPolicy } from '../../src/policy-file.ts'
import { found, read, table } from './documents.ts'

test('every snippet of the policy cookbook is a policy', async () => {
  const names = (await loadCommands()).map(({ name }) => name)
  const snippets = found(read('docs/policy.md'), /^```yaml\n([\s\S]*?)^```$/gmu)
  expect(snippets.length).toBeGreaterThan(8)
  const problems = snippets.map(text => readPolicy(text, names)).filter(({ ok }) => !ok)
  expect(problems).toEqual([])
  expect(readPolicy(snippets.at(-1) ?? '', names)).toEqual({ ok: true, policy: defaultPolicy })
})

test('the risks of the policy cookbook are those of the commands', async () => {
  const rows = table(read('docs/policy.md'), 'Risk')
  const commands = await loadCommands()
  const risks = ['low', 'high', 'critical'] as const
  for (const risk of risks) {
    const named = found(
      rows.find(([first]) => first === risk)?.[1] ?? '',
      /`\/([a-z ]+?)(?: --.*?)?`/gu,
    )
    const have = commands.filter(command => command.risk === risk).map(({ name }) => name)
    expect(named).toEqual(expect.arrayContaining(have))
  }
})
