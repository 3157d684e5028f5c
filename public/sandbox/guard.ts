/** Whether a value that came from outside has the shape of a T. */
export type Guard<T> = (value: unknown) => value is T
/** The type that a guard lets through. */
export type Guarded<G> = G extends Guard<infer T> ? T : never

export const isText = (value: unknown): value is string => typeof value === 'string'
export const isNumber = (value: unknown): value is number => typeof value === 'number'
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'
export const isNull = (value: unknown): value is null => value === null
export const isAbsent = (value: unknown): value is undefined => value === undefined
export const isAnything = (_value: unknown): _value is unknown => true

/** One of these values. */
export const isOneOf =
  <const All extends readonly (string | number | boolean)[]>(...allowed: All): Guard<All[number]> =>
  (value): value is All[number] =>
    allowed.some(one => one === value)

/** What either guard lets through. */
export const isEither =
  <A, B>(one: Guard<A>, other: Guard<B>): Guard<A | B> =>
  (value): value is A | B =>
    one(value) || other(value)

/** A list of which every item passes. */
export const isListOf =
  <T>(isItem: Guard<T>): Guard<T[]> =>
  (value): value is T[] =>
    Array.isArray(value) && value.every(isItem)

/** An object with these fields; whatever else it has is ignored. */
export const isObject =
  <T extends object>(fields: { readonly [Name in keyof T]: Guard<T[Name]> }): Guard<T> =>
  (value): value is T =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries<Guard<unknown>>(fields).every(([name, isField]) =>
      isField(Reflect.get(value, name)),
    )

/** An object whose values all pass, whatever their names. */
export const isRecordOf =
  <T>(isItem: Guard<T>): Guard<Record<string, T>> =>
  (value): value is Record<string, T> =>
    typeof value === 'object' && value !== null && Object.values(value).every(isItem)
