import { nobody, type UserId, userId } from '../../core/directory.ts'

/** The userid that a field holds, or `nobody` where it holds none: the right then falls through to "no". */
export function knownUser(field: unknown): UserId {
  const parsed = userId.safeParse(field)
  return parsed.success ? parsed.data : nobody
}
