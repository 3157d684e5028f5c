/** The few words that a transcript has of its own, in the reader's language. */
export interface ScriptLabels {
  /** `single` is the person whose chat with the robot it is; `mentions` is empty or begins with a blank. */
  robot(about: { robot: string; mentions: string; single: string | undefined }): string
  card(number: number): string
  cardNow(number: number): string
  onlyFor(person: string): string
  presses(about: { person: string; button: string; card: string }): string
}
