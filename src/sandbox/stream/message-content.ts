import { randomUUID } from 'node:crypto'
import type { Person } from '../company/state.ts'
import type { Conversation } from '../conversation.ts'

export interface Said {
  person: Person
  text: string
  mentions: readonly Person[]
  conversation: Conversation
  msgtype: string
  msgId: string
  robotName: string
}

/** A picker mention is cut out of the text; only atUsers tells of it (stream-and-cards.md 3.5). */
const withoutMentions = (text: string, mentions: readonly Person[]) =>
  mentions.reduce((rest, { name }) => rest.replace(`@${name}`, ''), text)

/** What the message carries, by its msgtype (stream-and-cards.md 3.3). */
export function contentOf({
  text,
  mentions,
  conversation,
  msgtype,
  robotName,
}: Said): Record<string, unknown> {
  const code = { downloadCode: randomUUID(), pictureDownloadCode: randomUUID() }
  const inGroup = conversation.kind === 'group'
  switch (msgtype) {
    case 'text': {
      const rest = withoutMentions(text, mentions)
      // The robot's own mention leaves a blank behind, and usually one follows (3.4).
      return { text: { content: inGroup ? ` ${rest} ` : rest } }
    }
    case 'richText':
      return {
        content: {
          richText: [
            { text: inGroup ? `@${robotName} ${text}` : text },
            { type: 'picture', ...code },
          ],
        },
      }
    case 'picture':
      return { content: code }
    case 'audio':
      return { content: { duration: 4000, downloadCode: code.downloadCode, recognition: text } }
    case 'video':
      return { content: { duration: 4000, downloadCode: code.downloadCode, videoType: 'mp4' } }
    case 'file':
      return {
        content: { downloadCode: code.downloadCode, fileName: text, spaceId: '123', fileId: '456' },
      }
    default:
      return {}
  }
}
