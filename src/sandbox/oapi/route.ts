import type { Quota } from '../wire.ts'

/** What goes out besides errcode and errmsg; some calls leave these out, as `undefined`. */
type OapiAnswer = Record<string, unknown>

/** One call of the old family. `run` gets the JSON or form fields (of a GET the query) and throws `OapiError`. */
interface OapiRoute {
  method: 'GET' | 'POST'
  /** The permission point that the app needs; undefined where the call needs no token. */
  scope?: string
  metered?: Quota
  run(fields: Record<string, unknown>, query: Record<string, string>): OapiAnswer
}

export type OapiRoutes = Record<string, OapiRoute>

/** A refusal of the old family: HTTP 200 all the same. */
export class OapiError extends Error {
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.name = 'OapiError'
    this.code = code
  }
}
