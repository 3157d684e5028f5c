import type { OutsideChange } from '../company/outside-change.ts'
import type { FaultName } from '../fault-names.ts'
import type { FaultOptions } from '../faults.ts'

/** What one line of a script asks for; people and codes are as they were written. */
export type Step =
  | { readonly kind: 'comment' }
  | { readonly kind: 'say'; readonly who: string; readonly single: boolean; readonly text: string }
  | {
      readonly kind: 'press'
      readonly who: string
      readonly button: string
      /** `#2`: the card whose title has this code; otherwise the newest that has the button. */
      readonly on: string | undefined
      readonly twice: boolean
    }
  | { readonly kind: 'outside'; readonly change: OutsideChange }
  | { readonly kind: 'fault'; readonly name: FaultName; readonly options: FaultOptions }
  | { readonly kind: 'fault off'; readonly name: FaultName | undefined }
  | { readonly kind: 'advance'; readonly ms: number }
  | { readonly kind: 'restart' }

export interface Line {
  /** From 1. */
  readonly number: number
  readonly text: string
  readonly step: Step
}
