const maxCharacters = 500
const maxTokens = 4

/** Takes our secrets out of what DingTalk said, before it becomes an error or a log line. */
export function createRedact(secret: string) {
  const tokens: string[] = []
  return {
    /** A token that must not show either; the last few are kept, for answers that come late. */
    learn(token: string) {
      if (tokens.includes(token)) return
      tokens.push(token)
      if (tokens.length > maxTokens) tokens.shift()
    },
    hide(text: string): string {
      return [secret, ...tokens]
        .reduce((clean, word) => clean.replaceAll(word, '***'), text)
        .replace(
          /\b(access_?token|app_?secret|client_?secret)(["']?\s*[=:]\s*["']?)[^&\s"',]+/gi,
          '$1$2***',
        )
        .slice(0, maxCharacters)
    },
  }
}
