import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  stringify,
  visit,
} from 'yaml'
import type { z } from 'zod'
import { type Policy, policySchema } from './core/access/policy.ts'
import { durationText } from './core/command/duration.ts'
import { plainName } from './core/model/names.ts'
import { suggest } from './core/parse/suggest.ts'

export type PolicyResult =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly string[] }

type Path = readonly PropertyKey[]

/** Some thousand userids, and little enough that nothing that may stand there takes long to be read. */
const maxBytes = 64 * 1024
const maxAliases = 100
const tooManyAliases = `aliases stand for more than ${maxAliases} things`
const tooDeep = 'the file is nested too deeply'
/** A list is for reading. */
const maxProblems = 50
const maxProblemCharacters = 300

/** Reads a policy from YAML; every problem is one line that begins with its place: `approvals.high.by (line 3): …`. */
export function readPolicy(text: string, commands: readonly string[]): PolicyResult {
  if (Buffer.byteLength(text) > maxBytes)
    return wrong([`the file is longer than ${maxBytes / 1024} KB`])
  try {
    return understand(text, commands)
  } catch (error) {
    // Lists in lists in lists: what yaml itself has not given up, we cannot look through.
    if (error instanceof RangeError) return wrong([tooDeep])
    throw error
  }
}

function wrong(problems: readonly string[]): PolicyResult {
  const more = problems.length - maxProblems
  const said = problems
    .slice(0, maxProblems)
    .map(problem => problem.replace(/\p{Cc}+/gu, ' ').slice(0, maxProblemCharacters))
  return { ok: false, problems: more > 0 ? [...said, `and ${more} more`] : said }
}

function understand(text: string, commands: readonly string[]): PolicyResult {
  const lines = new LineCounter()
  // What else YAML has (ordered maps, merged ones, 1.1's yes and no) would be read as something that no rule looks at.
  const plainly = { schema: 'core', resolveKnownTags: false } as const
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true, ...plainly })
  const at = (name: string, offset: number | undefined, what: string) =>
    `${offset === undefined ? name : `${name} (line ${lines.linePos(offset).line})`}: ${what}`
  if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return wrong([tooDeep])
  const unread = [...document.errors, ...document.warnings]
  if (unread.length > 0) return wrong(unread.map(({ message }) => message.split('\n')[0] ?? ''))
  const badAliases = aliasProblems(document, at)
  if (badAliases.length > 0) return wrong(badAliases)
  // A file that was cut off or never filled in must not quietly stand for the built-in policy.
  if (document.contents === null) return wrong(['the file is empty; {} is the built-in policy'])

  const problem = (path: Path, what: string) => {
    const name = path.length === 0 ? 'policy' : path.map(String).join('.')
    return at(name, offsetOf(document, path), what)
  }
  keepIds(document)
  const badNames = nameProblems(document, at)
  if (badNames.length > 0) return wrong(badNames)
  const read = valuesOf(document)
  if (read === undefined) return wrong([problem([], tooManyAliases)])
  const parsed = policySchema.safeParse(read.values)
  if (!parsed.success) return wrong(parsed.error.issues.flatMap(issue => explain(issue, problem)))
  const unknown = (['request', 'approve'] as const).flatMap(part =>
    Object.keys(parsed.data[part].commands)
      .filter(name => !commands.includes(name))
      .map(name => problem([part, 'commands', name], noSuchCommand(name, commands))),
  )
  return unknown.length > 0 ? wrong(unknown) : { ok: true, policy: parsed.data }
}

type At = (name: string, offset: number | undefined, what: string) => string

/** What yaml finds only when it is asked for the values; each alias is looked for in the whole file. */
function aliasProblems(document: Document.Parsed, at: At): readonly string[] {
  const problems: string[] = []
  let aliases = 0
  visit(document, {
    Alias(_, alias) {
      aliases += 1
      if (aliases > maxAliases) {
        problems.push(at(`*${alias.source}`, alias.range?.[0], tooManyAliases))
        return visit.BREAK
      }
      if (!alias.resolve(document)) problems.push(`There is no &${alias.source}`)
      return undefined
    },
  })
  return problems
}

/** Undefined where aliases within what aliases stand for make more of a few lines than anybody wrote. */
function valuesOf(document: Document.Parsed): { readonly values: unknown } | undefined {
  try {
    return { values: document.toJS({ maxAliasCount: maxAliases }) }
  } catch (error) {
    if (error instanceof ReferenceError) return undefined
    throw error
  }
}

/**
 * A rule that nobody would look at: under no name, under one that JavaScript keeps for itself and zod leaves out, or under one
 * that another rule has (1 and "1" are two in YAML).
 */
function nameProblems(document: Document.Parsed, at: At): readonly string[] {
  const problems: string[] = []
  visit(document, {
    Map(_, map, ancestors) {
      const above = ancestors.filter(isPair).map(pair => nameOf(pair, document) ?? '?')
      const names = new Set<string>()
      for (const pair of map.items) {
        const name = nameOf(pair, document)
        const offset = isNode(pair.key) ? pair.key.range?.[0] : undefined
        const said = (what: string) =>
          problems.push(at([...above, name ?? '?'].join('.'), offset, what))
        if (name === undefined || plainName(name) === '') said('a name is one word or text')
        else if (name === '__proto__') said('cannot be a name here; a role may be named by its id')
        else if (names.has(name)) said('is there twice')
        else names.add(name)
      }
    },
  })
  return problems
}

function nameOf({ key }: Pair, document: Document.Parsed): string | undefined {
  const named = isAlias(key) ? key.resolve(document) : key
  return isScalar(named) && named.value !== null ? String(named.value) : undefined
}

/**
 * What stands in a list or names a rule is an id or a name, never a count: where YAML reads a number or a yes out of it that is
 * written otherwise (01165532613379, TRUE), the text counts. A rule for the other userid would be in force for nobody.
 */
function keepIds(document: Document.Parsed): void {
  visit(document, {
    Scalar(place, node) {
      const isRead = typeof node.value === 'number' || typeof node.value === 'boolean'
      if (isRead && place !== 'value' && node.source !== undefined) node.value = node.source
    },
  })
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
  // One byte more than may be there, however long the file is, or whatever device it is.
  const bytes = await buffer(createReadStream(file, { end: maxBytes })).catch(String)
  if (typeof bytes === 'string') return wrong([`${file} cannot be read: ${bytes}`])
  if (bytes.length <= maxBytes && !isUtf8(bytes)) return wrong([`${file} is no text in UTF-8`])
  return readPolicy(bytes.toString('utf8'), commands)
}

/** A policy as YAML that reads back as itself: what `rolekeeper policy` prints. */
export const policyText = (policy: Policy): string =>
  stringify({ ...policy, expires: durationText(policy.expires) }, { aliasDuplicateObjects: false })
