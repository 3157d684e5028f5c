import { z } from 'zod'

const units = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

/** `30m`, `8h`, `7d`, `2w`: a length of time in milliseconds, from a minute to a year. */
export const duration = z
  .string()
  .regex(/^[1-9]\d{0,4}[mhdw]$/iu)
  .transform(text => {
    const unit = z.enum(['m', 'h', 'd', 'w']).parse(text.slice(-1).toLowerCase())
    return Number(text.slice(0, -1)) * units[unit]
  })
  .pipe(z.number().max(366 * units.d))

/** The shortest way to write a length of time that `duration` reads. */
export function durationText(ms: number): string {
  const unit = (['w', 'd', 'h', 'm'] as const).find(name => ms % units[name] === 0) ?? 'm'
  return `${Math.max(1, Math.round(ms / units[unit]))}${unit}`
}
