/** Blanks, control characters, what is invisible, and what ends a sentence, on every keyboard. */
const mark = /[\p{White_Space}\p{Cc}\p{Cf}\p{Terminal_Punctuation}︰~～〜…‥⋯❗❕❓❔]/u
/** As phones put it after a mark that they draw as a picture. */
const drawn = '\ufe0f'

/** Asking and thanking, in words that are nobody's name. */
const courtesies = [
  'please',
  'pl[sz]',
  '(?:many )?thanks(?: a lot| so much| in advance)?',
  'thank (?:you|u)(?: very much| so much)?',
  'thn?x',
  'tks',
  'cheers',
  '(?:谢谢|感谢|多谢)(?:你|您|大家|各位|领导|老板|老师)?(?:了|啦|哈|哦|呀|啊)?',
  '谢[了啦]',
  '(?:拜托|麻烦|辛苦)(?:你|您|大家)?(?:了|啦)?',
  '(?:好|行|可以)(?:吗|么|嘛|不)',
  '好不好',
]
const foldedHands = `[\u{1F64F}\u{1F91D}](?:\\p{Emoji_Modifier}|${drawn})*`
/** One of them at the end, after a blank, a mark or a closing quotation mark: a name that only ends like one stays whole. */
const courtesy = new RegExp(
  `(?:^|(?<=["“”„‟＂'‘’‚＇「」『』]|${mark.source}${drawn}?))(?:${courtesies.join('|')}|${foldedHands})(?:${foldedHands})*$`,
  'iu',
)
/** More than any of them has, so that a long line takes no longer. */
const mostCharacters = 40

/**
 * A typed line without the end of its sentence: neither a full stop nor "谢谢" is part of the last name. In quotes they are:
 * a line that ends in a quotation mark is left as it is.
 */
export function withoutEnding(typed: string): string {
  for (let rest = withoutMarks(typed); ; ) {
    const start = Math.max(0, rest.length - mostCharacters)
    const found = courtesy.exec(rest.slice(start))
    if (!found || (found.index === 0 && start > 0)) return rest
    rest = withoutMarks(rest.slice(0, start + found.index))
  }
}

function withoutMarks(text: string): string {
  for (let end = text.length; ; ) {
    const last = text.charAt(end - 1) === drawn ? end - 2 : end - 1
    if (!mark.test(text.charAt(last))) return text.slice(0, end)
    end = last
  }
}
