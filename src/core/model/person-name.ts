/** What a person is called among `names`, by userid; the userid where nothing is known: `constructor` is one, too. */
export const personName = (names: Readonly<Record<string, string>>, userid: string): string =>
  (Object.hasOwn(names, userid) ? names[userid] : undefined) ?? userid
