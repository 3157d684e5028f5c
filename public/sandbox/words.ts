import { isOneOf } from './guard.ts'
import { en, type Key } from './texts/en.ts'
import { zh } from './texts/zh.ts'

const texts = { en, zh }
export type Language = keyof typeof texts

const isLanguage = isOneOf('en', 'zh')
const isKey = (name: string): name is Key => Object.hasOwn(en, name)

const stored = localStorage.getItem('language')
let chosen = isLanguage(stored)
export const isChosen = () => chosen

/** The language of now. */
export let language: Language = isLanguage(stored)
  ? stored
  : navigator.language.startsWith('zh')
    ? 'zh'
    : 'en'

/** Takes another language; the reader's own choice is remembered, the robot's is not. */
export function speakIn(wanted: Language, { remember }: { remember: boolean }) {
  language = wanted
  if (!remember) return
  chosen = true
  localStorage.setItem('language', wanted)
}

/** The words for a key; {{these}} are filled in. */
export const word = (key: Key, params: Readonly<Record<string, string | number | null>> = {}) =>
  texts[language][key].replace(/{{(\w+)}}/g, (_, name: string) => String(params[name]))

/** The words that an element asks for by an attribute. */
function named(name = ''): string {
  if (!isKey(name)) throw new Error(`no such words: ${name}`)
  return word(name)
}

/** Puts its words on every element that names some. */
export function speakAll() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  document.title = word('page')
  for (const one of document.querySelectorAll<HTMLElement>('[data-word]'))
    one.textContent = named(one.dataset.word)
  for (const one of document.querySelectorAll<HTMLElement>('[data-label]'))
    one.setAttribute('aria-label', named(one.dataset.label))
}

/** A time of day; `more` asks for the seconds, too. */
export const clock = (at: number, more: Intl.DateTimeFormatOptions = {}) =>
  new Date(at).toLocaleTimeString(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...more,
  })
