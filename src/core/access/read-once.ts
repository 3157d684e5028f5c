import type { AdminReader, Directory } from '../directory.ts'

/**
 * The directory as one decision sees it: who is an administrator of what is asked for once, when it is first needed, so that
 * everybody is judged by the same facts, and DingTalk is not asked the same question again and again.
 */
export function readOnce(directory: Directory): Directory {
  const { admins } = directory
  let levels: ReturnType<AdminReader['levels']> | undefined
  const scopes = new Map<string, ReturnType<AdminReader['scope']>>()
  return {
    ...directory,
    admins: {
      levels() {
        levels ??= admins.levels()
        return levels
      },
      scope(userid) {
        const scope = scopes.get(userid) ?? admins.scope(userid)
        scopes.set(userid, scope)
        return scope
      },
    },
  }
}
