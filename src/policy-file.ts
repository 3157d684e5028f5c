import { readFile } from 'node:fs/promises'
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  stringify,
  visit,
} from 'yaml'
import type { z } from 'zod'
import { type Policy, policySchema } from './core/access/policy.ts'
import { durationText } from './core/command/duration.ts'
import { suggest } from './core/parse/suggest.ts'

export type PolicyResult =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly string[] }

type Path = readonly PropertyKey[]

/** Reads a policy from YAML; every problem is one line that begins with its place: `approvals.high.by (line 3): …`. */
export function readPolicy(text: string, commands: readonly string[]): PolicyResult {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true })
  const wrong = [...document.errors, ...document.warnings, ...deadAliases(document)]
  if (wrong.length > 0)
    return { ok: false, problems: wrong.map(({ message }) => message.split('\n')[0] ?? '') }
  // A file that was cut off or never filled in must not quietly stand for the built-in policy.
  if (document.contents === null)
    return { ok: false, problems: ['the file is empty; {} is the built-in policy'] }

  const problem = (path: Path, what: string) => {
    const name = path.length === 0 ? 'policy' : path.map(String).join('.')
    const offset = offsetOf(document, path)
    const place = offset === undefined ? name : `${name} (line ${lines.linePos(offset).line})`
    return `${place}: ${what}`
  }
  keepIds(document)
  const parsed = policySchema.safeParse(document.toJS())
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.flatMap(issue => explain(issue, problem)) }
  const unknown = (['request', 'approve'] as const).flatMap(part =>
    Object.keys(parsed.data[part].commands)
      .filter(name => !commands.includes(name))
      .map(name => problem([part, 'commands', name], noSuchCommand(name, commands))),
  )
  return unknown.length > 0 ? { ok: false, problems: unknown } : { ok: true, policy: parsed.data }
}

/**
 * What stands in a list or names a rule is an id or a name, never a count: where YAML reads a number out of it that is
 * written otherwise (01165532613379), the text counts. A rule for the other userid would be in force for nobody.
 */
function keepIds(document: Document.Parsed): void {
  visit(document, {
    Scalar(place, node) {
      const number = typeof node.value === 'number' && place !== 'value'
      if (number && node.source !== undefined) node.value = node.source
    },
  })
}

/** What yaml finds only when it is asked for the values. */
function deadAliases(document: Document.Parsed): readonly { readonly message: string }[] {
  const dead: { message: string }[] = []
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document)) dead.push({ message: `There is no &${alias.source}` })
    },
  })
  return dead
}

function explain(issue: z.core.$ZodIssue, problem: (path: Path, what: string) => string) {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => problem([...issue.path, key], 'there is no such setting'))
  if (issue.code === 'invalid_union') return problem(issue.path, 'is not of the right kind')
  if (issue.code === 'invalid_format')
    return problem(issue.path, 'is no length of time such as 30m, 8h, 7d or 2w')
  return problem(issue.path, issue.message)
}

function noSuchCommand(name: string, commands: readonly string[]): string {
  const near = suggest(name, commands)
  const hint = near === undefined ? '' : `; did you mean "${near}"?`
  return `there is no command "${name}"${hint}`
}

/** Where a setting stands in the text: its name, or in a list itself; or what it should have been in. */
function offsetOf({ contents }: Document.Parsed, path: Path): number | undefined {
  let found = contents?.range[0]
  let node: unknown = contents
  for (const key of path) {
    if (isMap(node)) {
      // A role's id is a number in YAML, and a name here.
      const pair = node.items.find(({ key: one }) => isScalar(one) && String(one.value) === key)
      if (!isScalar(pair?.key)) return found
      found = pair.key.range?.[0] ?? found
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(key)]
      found = (isNode(node) ? node.range?.[0] : undefined) ?? found
    } else return found
  }
  return found
}

/** The policy in force: the built-in one, or the file's. A file that cannot be read is a problem, never the built-in policy. */
export async function loadPolicy(
  file: string | undefined,
  commands: readonly string[],
): Promise<PolicyResult> {
  if (file === undefined) return readPolicy('{}', commands)
  const text = await readFile(file, 'utf8').catch(error => ({ error: String(error) }))
  if (typeof text === 'string') return readPolicy(text, commands)
  return { ok: false, problems: [`${file} cannot be read: ${text.error}`] }
}

/** A policy as YAML that reads back as itself: what `rolekeeper policy` prints. */
export const policyText = (policy: Policy): string =>
  stringify({ ...policy, expires: durationText(policy.expires) }, { aliasDuplicateObjects: false })
