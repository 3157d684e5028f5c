import { z } from 'zod'

/** What a conversation keeps of a message: markdown, or plain text where `msgtype` is text or image. */
export interface Shown {
  msgtype: string
  title: string
  text: string
}

interface Link {
  title: string
  url: string
}

/** A link in markdown whose title and address stay what they are, whatever they hold. */
const asLink = ({ title, url }: Link) => {
  const name = title.replace(/\s+/g, ' ').replace(/[[\]\\*!]/g, '\\$&')
  const address = url.replace(
    /[\s()\\*]/g,
    character => `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  )
  return `[${name}](${address})`
}

/** The text with its buttons below, each as a link: DingTalk draws them as buttons. */
export const withLinks = (text: string, links: readonly Link[]) =>
  [text, ...links.map(asLink)].filter(part => part !== '').join('\n\n')

const face = { title: z.string(), text: z.string() }

/** sampleActionCard2 to 5: so many buttons, each with its number in its keys. */
const actionCard = (count: number, titleKey: string, urlKey: string) => {
  const numbers = Array.from({ length: count }, (_, at) => at + 1)
  const buttons = Object.fromEntries(
    numbers.flatMap(number => [
      [`${titleKey}${number}`, z.string()],
      [`${urlKey}${number}`, z.string()],
    ]),
  )
  return z
    .object(face)
    .and(z.object(buttons))
    .transform((card): Shown => {
      const part = new Map<string, string>(Object.entries(card))
      const links = numbers.map(number => ({
        title: part.get(`${titleKey}${number}`) ?? '',
        url: part.get(`${urlKey}${number}`) ?? '',
      }))
      return { msgtype: 'actionCard', title: card.title, text: withLinks(card.text, links) }
    })
}

/** The msgParam of each msgKey (stream-and-cards.md 4.5) as it is shown. */
export const messageKinds = new Map<string, z.ZodType<Shown>>([
  [
    'sampleText',
    z
      .object({ content: z.string() })
      .transform(({ content }) => ({ msgtype: 'text', title: '', text: content })),
  ],
  ['sampleMarkdown', z.object(face).transform(shown => ({ msgtype: 'markdown', ...shown }))],
  [
    'sampleImageMsg',
    z
      .object({ photoURL: z.string().min(1) })
      .transform(({ photoURL }) => ({ msgtype: 'image', title: '', text: `🖼 ${photoURL}` })),
  ],
  [
    'sampleLink',
    z
      .object({ ...face, picUrl: z.string().optional(), messageUrl: z.string() })
      .transform(({ title, text, messageUrl }) => ({
        msgtype: 'link',
        title,
        text: withLinks(text, [{ title, url: messageUrl }]),
      })),
  ],
  [
    'sampleActionCard',
    z
      .object({ ...face, singleTitle: z.string(), singleURL: z.string() })
      .transform(({ title, text, singleTitle, singleURL }) => ({
        msgtype: 'actionCard',
        title,
        text: withLinks(text, [{ title: singleTitle, url: singleURL }]),
      })),
  ],
  ['sampleActionCard2', actionCard(2, 'actionTitle', 'actionURL')],
  ['sampleActionCard3', actionCard(3, 'actionTitle', 'actionURL')],
  ['sampleActionCard4', actionCard(4, 'actionTitle', 'actionURL')],
  ['sampleActionCard5', actionCard(5, 'actionTitle', 'actionURL')],
  ['sampleActionCard6', actionCard(2, 'buttonTitle', 'buttonUrl')],
])

/** DingTalk has these too; the sandbox has no files to show. */
export const lackingMessageKinds: readonly string[] = ['sampleAudio', 'sampleFile', 'sampleVideo']
