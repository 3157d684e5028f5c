import { createHash, randomBytes } from 'node:crypto'

/** A request id as oapi prints it: 12 characters. */
export const requestId = () => randomBytes(9).toString('hex').slice(0, 12)

/** A request id as the new family prints it. */
export const requestUuid = () => {
  const hex = randomBytes(16).toString('hex').toUpperCase()
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}

/** An opaque secret that holds `+`, `/` and `=`, so that forgetting to encode it shows. */
export const opaque = () =>
  `${randomBytes(12).toString('base64url')}+/${randomBytes(9).toString('base64url')}==`

/** The encrypted id that DingTalk derives of a userid: stable, and of no use to any other call. */
export const encryptedId = (userid: string) =>
  `$:LWCP_v1:$${createHash('sha256').update(userid).digest('base64').slice(0, 32)}`

/** A unionId: stable for the person. */
export const unionId = (userid: string) =>
  `u${createHash('sha256').update(`union ${userid}`).digest('base64url').slice(0, 18)}iE`
