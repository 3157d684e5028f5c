import i18next from 'i18next'
import type { I18n } from '../core/i18n.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

const tags = { en: 'en-GB', zh: 'zh-CN' } as const
export type Locale = keyof typeof tags

/** The sentences of one language. Missing keys cannot happen: each catalogue has the keys of the English one, by type. */
export function createI18n(locale: Locale): I18n {
  const plain = createSpeaker(locale, oneLine)
  const markdown = createSpeaker(locale, escapeMarkdown)
  const dates = new Intl.DateTimeFormat(tags[locale], { dateStyle: 'medium', timeStyle: 'short' })
  const lists = new Intl.ListFormat(tags[locale], { type: 'conjunction', style: 'narrow' })

  return {
    t: (key, ...params) => plain(key, params[0]),
    markdown: (key, ...params) => markdown(key, params[0]),
    message: ({ key, params }) => markdown(key, params),
    plainMessage: ({ key, params }) => plain(key, params),
    argument: name => ({ label: plain(`arg.${name}`), is: plain(`arg.${name}.is`) }),
    escape: escapeMarkdown,
    date: at => dates.format(at),
    list: items => lists.format(items),
  }
}

function createSpeaker(locale: Locale, harmless: (typed: string) => string) {
  const i18n = i18next.createInstance()
  i18n.init({
    lng: locale,
    fallbackLng: false,
    resources: { en: { translation: en }, zh: { translation: zh } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escape: harmless, escapeValue: true },
  })
  return (key: string, params: Readonly<Record<string, string | number>> = {}): string =>
    i18n.t(key, params)
}

/** Puts what people typed on one line and takes out the marks that steer its direction: a title must not read backwards. */
const oneLine = (typed: string): string =>
  typed
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')

/**
 * Makes what people typed harmless inside DingTalk's markdown (messages and cards): no links, mentions, headings, fonts or
 * emoji names can come of it. `<` and `>` become entities, because cards know `<font>` and `<a atId>` (card builder, markdown variable).
 */
const escapeMarkdown = (typed: string): string =>
  oneLine(typed)
    .replace(/&(?=#?\w+;)/gu, '&amp;')
    .replace(/</gu, '&lt;')
    .replace(/>/gu, '&gt;')
    .replace(/[\\`*_[\]()#!~|]/gu, mark => `\\${mark}`)
    .replace(/^(\s*\d*)([-+.])(?=\s)/u, '$1\\$2')
