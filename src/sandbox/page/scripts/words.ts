import { en } from '../texts/en.ts'
import { zh } from '../texts/zh.ts'

/** The page's words and the chosen language, as a browser module. */
export const wordsScript = `
const words = ${JSON.stringify({ en, zh }).replaceAll('<', '\\u003c')}

let chosen = localStorage.getItem('language')
export const isChosen = () => chosen !== null
export let language = chosen ?? (navigator.language.startsWith('zh') ? 'zh' : 'en')
export function speakIn(wanted, { remember }) {
  language = wanted
  if (!remember) return
  chosen = wanted
  localStorage.setItem('language', wanted)
}
/** The words for a key; {{these}} are filled in. */
export const word = (key, params = {}) =>
  words[language][key].replace(/{{(\\w+)}}/g, (_, name) => String(params[name]))
/** Puts its words on every element that names some. */
export function speakAll() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  document.title = word('page')
  for (const one of document.querySelectorAll('[data-word]')) one.textContent = word(one.dataset.word)
  for (const one of document.querySelectorAll('[data-label]')) one.setAttribute('aria-label', word(one.dataset.label))
  for (const one of document.querySelectorAll('[data-hint]')) one.title = word(one.dataset.hint)
}
export const clock = (at, more) => new Date(at).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...more })
`
