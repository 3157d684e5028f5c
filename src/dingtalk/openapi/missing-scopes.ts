const named = /requiredScopes=\[([^\]]*)\]/
const listed = /\[(\s*\w+(?:\s*[,，]\s*\w+)*\s*)\]/
const link = /https:\/\/open-dev\.dingtalk\.(?:com|io)\/[^\s,，}\]）]+/

/** The permission points a 60011 text asks for, and the page that grants them (openapi.md 6.4). */
export function missingScopes(message: string): {
  scopes: readonly string[]
  applyLink: string | undefined
} {
  const inside = (named.exec(message) ?? listed.exec(message))?.[1] ?? ''
  const scopes = inside
    .split(/[,，]/)
    .map(scope => scope.trim())
    .filter(scope => scope !== '')
  return { scopes, applyLink: link.exec(message)?.[0] }
}
