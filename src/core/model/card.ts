import type { UserId } from '../directory.ts'

/** The ids that buttons carry on the wire: the contract with whoever presses them. */
type ButtonId =
  | 'approve'
  | 'reject'
  | 'cancel'
  | 'confirm'
  | 'previous'
  | 'next'
  | 'extend'
  | 'letgo'

export interface Button {
  readonly id: ButtonId
  readonly text: string
  readonly color: 'blue' | 'gray' | 'red'
  readonly params?: Readonly<Record<string, string>>
}

/** What is drawn: words only, already in the reader's language. `markdown` has typed text escaped. */
export interface Card {
  readonly title: string
  readonly markdown: string
  readonly tips?: string
  readonly buttons: readonly Button[]
  /** Lines that say in text what the buttons do (`/approve 7F3KQ`), for where no card can be sent. */
  readonly textInstead: readonly string[]
  readonly mentions: readonly UserId[]
  /** The only one of a group who sees it. */
  readonly onlyFor?: UserId
  /** A last line that calls the mentioned by name: its beginning and the names, as markdown with typed text escaped. */
  readonly call?: { readonly label: string; readonly names: Readonly<Record<string, string>> }
}

/** What a query answers with: kept with its request, so that a press turns the page without asking DingTalk again. */
export interface Answer {
  readonly title: string
  readonly head?: string
  readonly rows?: readonly string[]
  readonly foot?: string
  /** The page that is shown first, from 0. */
  readonly page?: number
}
