import { bar } from './bar.ts'
import { base } from './base.ts'
import { card } from './card.ts'
import { chat } from './chat.ts'
import { coach } from './coach.ts'
import { colours } from './colours.ts'
import { composer } from './composer.ts'
import { narrow } from './narrow.ts'
import { panel } from './panel.ts'
import { phone } from './phone.ts'

/** The whole style sheet; what is narrow comes last and wins. */
export const css = [colours, base, bar, phone, chat, card, composer, panel, coach, narrow].join('')
