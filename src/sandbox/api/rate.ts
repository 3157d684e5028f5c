const windowMs = 1000

/** DingTalk's limit per app and API: at most `qps` calls in any sliding second (openapi.md 6.1). */
export function createRate({ now, qps }: { now: () => number; qps: number }) {
  const admitted = new Map<string, number[]>()
  return {
    /** False where the call is one too many; refused calls are not counted. */
    admit(api: string): boolean {
      const recent = (admitted.get(api) ?? []).filter(at => at > now() - windowMs)
      admitted.set(api, recent)
      if (recent.length >= qps) return false
      recent.push(now())
      return true
    },
  }
}

export type Rate = ReturnType<typeof createRate>
