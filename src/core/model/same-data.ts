/** JSON with sorted keys, so that two plans are equal exactly when these texts are. */
function canonicalJson(data: unknown): string {
  return JSON.stringify(data, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}

/** Whether two plans say the same: what was approved is exactly what happens. */
export const sameData = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b)

/** The same, but for what a plan keeps under `shown`: told on the card, and no part of what happens. */
export const samePlan = (a: unknown, b: unknown): boolean =>
  sameData(withoutShown(a), withoutShown(b))

const withoutShown = (plan: unknown): unknown =>
  typeof plan === 'object' && plan !== null ? { ...plan, shown: undefined } : plan
