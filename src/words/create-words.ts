import i18next from 'i18next'
import type { Words } from '../core/words.ts'
import { en } from './en.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { zh } from './zh.ts'

const tags = { en: 'en-GB', zh: 'zh-CN' } as const
export type Locale = keyof typeof tags

/** The sentences of one language. Missing keys cannot happen: each catalogue has the keys of the English one, by type. */
export function createWords(locale: Locale): Words {
  const i18n = i18next.createInstance()
  i18n.init({
    lng: locale,
    fallbackLng: false,
    resources: { en: { translation: en }, zh: { translation: zh } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escape: escapeMarkdown, escapeValue: true },
  })
  const say = (key: string, params: object, escapeValue: boolean): string =>
    i18n.t(key, { ...params, interpolation: { escapeValue } })
  const dates = new Intl.DateTimeFormat(tags[locale], { dateStyle: 'medium', timeStyle: 'short' })
  const lists = new Intl.ListFormat(tags[locale], { type: 'unit', style: 'short' })

  return {
    text: (key, ...params) => say(key, params[0] ?? {}, false),
    markdown: (key, ...params) => say(key, params[0] ?? {}, true),
    said: ({ key, params }) => say(key, params, true),
    saidPlainly: ({ key, params }) => say(key, params, false),
    argument: name => ({
      label: say(`arg.${name}`, {}, false),
      is: say(`arg.${name}.is`, {}, false),
    }),
    escape: escapeMarkdown,
    date: at => dates.format(at),
    list: items => lists.format(items),
  }
}
