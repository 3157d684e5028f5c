import { readdir } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { type Command, type Definition, nameCommand } from './core/command/command.ts'

const folder = fileURLToPath(new URL('../commands', import.meta.url))

/**
 * Every command, named for its file: `commands/role/members.ts` is `role members`. A file that is no command, or two of one
 * name or alias, stop the start: a command that is silently missing is worse than a robot that does not start.
 */
export async function loadCommands(): Promise<readonly Command[]> {
  const entries = await readdir(folder, { recursive: true })
  const files = entries.filter(file => /\.(ts|js)$/u.test(file) && !file.endsWith('.d.ts')).sort()
  const commands: Command[] = []
  // One after another: jest's module loader fails when several imports link one module at a time.
  for (const file of files) {
    const name = relative('.', file).slice(0, -extname(file).length).split(sep).join(' ')
    const module: { default?: unknown } = await import(join(folder, file))
    if (!isDefinition(module.default))
      throw new Error(`commands/${file} does not default-export a command`)
    commands.push(nameCommand(name, module.default))
  }
  const phrases = commands.flatMap(({ name, aliases = [] }) => [name, ...aliases])
  const twice = phrases.find((phrase, i) => phrases.indexOf(phrase) !== i)
  if (twice !== undefined) throw new Error(`two commands are called "${twice}"`)
  return commands
}

/** The names that a policy may use. */
export const commandNames = async (): Promise<readonly string[]> =>
  (await loadCommands()).map(({ name }) => name)

function isDefinition(value: unknown): value is Definition {
  return (
    typeof value === 'object' &&
    value !== null &&
    ('plan' in value || 'decide' in value) &&
    'args' in value &&
    value.args instanceof z.ZodObject
  )
}
