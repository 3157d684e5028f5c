/** The code that the caller drew for a request belongs to another one already: draw again, nothing was written. */
export class CodeTakenError extends Error {
  readonly code: string
  constructor(code: string) {
    super(`The code ${code} is taken`)
    this.name = 'CodeTakenError'
    this.code = code
  }
}
