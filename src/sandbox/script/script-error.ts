/** What can be wrong with a line of a script; the sentence for it is the catalogue's `script.<problem>`. */
export type ScriptProblem =
  | 'syntax'
  | 'nobody'
  | 'severalOfThatName'
  | 'noSingleChat'
  | 'noFault'
  | 'badFault'
  | 'badOutside'
  | 'badTime'
  | 'noCard'
  | 'noButton'
  | 'notHeard'
  | 'outsideFailed'
  | 'unsettled'

/** A line cannot be carried out. */
export class ScriptError extends Error {
  readonly problem: ScriptProblem
  readonly params: Readonly<Record<string, string>>

  constructor(problem: ScriptProblem, params: Readonly<Record<string, string>> = {}) {
    super(problem)
    this.name = 'ScriptError'
    this.problem = problem
    this.params = params
  }
}
