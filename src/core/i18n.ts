/**
 * Every sentence people read, by key. The words room fills it (`declare module`), so that core and commands
 * know each key and its parameters without importing a catalogue.
 *
 * @public
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging in i18n/en.ts
export interface Catalogue {}

type Singular<K> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K
type Template<K> = K extends keyof Catalogue
  ? Catalogue[K]
  : `${K & string}_other` extends keyof Catalogue
    ? Catalogue[`${K & string}_other`]
    : never
type ParamsOf<S> = S extends `${string}{{${infer P}}}${infer Rest}`
  ? (P extends `- ${infer Raw}` ? Raw : P) | ParamsOf<Rest>
  : never

/** A key of the catalogue; the plural forms `…_one` and `…_other` share their base key. */
export type Key = Singular<keyof Catalogue> & string
/** What a key's sentence needs: `{{name}}` and `{{- markdown}}` in the English text. */
type Params<K extends Key> = Record<ParamsOf<Template<K>>, string | number>
/** The parameters of a sentence as a rest argument: none where the sentence has none. */
export type Rest<K extends Key> = [ParamsOf<Template<K>>] extends [never] ? [] : [params: Params<K>]

/** A key whose sentence stands by itself. */
export type PlainKey = { [K in Key]: Rest<K> extends [] ? K : never }[Key]

/** The sentences in the configured language. */
export interface I18n {
  /** Plain text, for titles, buttons and tips: parameters go in as they are. */
  t<K extends Key>(key: K, ...params: Rest<K>): string
  /** Markdown: parameters are escaped, except those written `{{- name}}`, which are markdown already. */
  markdown<K extends Key>(key: K, ...params: Rest<K>): string
  /** A sentence that waited: `message` as markdown, `plainMessage` as plain text. */
  message(sentence: LocalizedMessage): string
  plainMessage(sentence: LocalizedMessage): string
  /** An argument's name and what it should look like, by its name in the schema. */
  argument(name: string): { readonly label: string; readonly is: string }
  /** What somebody typed (a role's name, a nick), harmless inside markdown. */
  escape(typed: string): string
  date(at: Date): string
  list(items: readonly string[]): string
}

/** A sentence that waits for its language: what refusals carry and the store keeps. */
export interface LocalizedMessage<K extends Key = Key> {
  readonly key: K
  readonly params: Readonly<Record<string, string | number>>
}

/** Names a sentence with its parameters checked, to be said later in the reader's language. */
export function localized<K extends Key>(key: K, ...params: Rest<K>): LocalizedMessage<K> {
  return { key, params: params[0] ?? {} }
}
