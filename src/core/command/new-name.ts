import { refuse } from '../errors.ts'
import { looksLike, sameName } from '../model/names.ts'

/** Throws a Refusal where a new name could be taken for that of another beside it. */
export function requireNewName(name: string, others: readonly { readonly name: string }[]): void {
  const other = others.find(one => looksLike(one.name, name))
  if (!other) return
  throw sameName(other.name, name)
    ? refuse('role.nameTaken', { name: other.name })
    : refuse('role.nameAlike', { name, other: other.name })
}
