import type { Bubble, Chat, Item } from '../answers.ts'
import { arrange, face, h, htmlFromServer } from '../dom.ts'
import { clock, type Language, language, word } from '../words.ts'
import { type CardOptions, drawCard, holdsStill } from './card.ts'

/** After so long the time stands above what comes next. */
const pauseMs = 5 * 60_000

function bubbleOf(item: Bubble) {
  const bubble = htmlFromServer({ class: 'bubble text' }, item.html)
  if (item.kind === 'robot') return bubble
  const mention = (name: string) => h('span', { class: 'mention' }, `@${name}`)
  if (item.robot !== null) bubble.prepend(mention(item.robot), ' ')
  for (const name of item.mentions) bubble.append(' ', mention(name))
  return bubble
}

function draw(item: Item, before: Item | undefined, options: CardOptions & { viewer: string }) {
  const own = item.kind === 'message' && item.own
  const robot = item.kind !== 'message'
  const asksYou = item.kind === 'card' && item.mentioned && item.buttons.length > 0
  const who = h('p', { class: 'who' }, h('span', {}, item.name))
  if (robot) who.append(' ', h('span', { class: 'badge' }, word('bot')))
  who.append(' ', h('time', {}, clock(item.at)))
  if (asksYou) who.append(' ', h('span', { class: 'at-you' }, word('mentioned.you')))
  const body = h(
    'div',
    { class: 'body' },
    who,
    item.kind === 'card' ? drawCard(item, options) : bubbleOf(item),
    own && h('p', { class: `read${item.read ? '' : ' not'}` }, word(item.read ? 'read' : 'unread')),
  )
  return h(
    'div',
    { class: `item ${robot ? 'robot' : own ? 'own' : ''}` },
    (!before || item.at - before.at > pauseMs) && h('p', { class: 'when' }, clock(item.at)),
    h('div', { class: 'row' }, face(item.name, robot ? 'robot' : undefined), body),
  )
}

interface Drawn {
  text: string
  line: HTMLElement
  language: Language
}

/**
 * A drawer of the items of a conversation into one list: call it whenever they may have changed. What did not change stays,
 * with its focus and the scroll.
 */
export function createDrawer(list: HTMLElement, options: CardOptions) {
  let drawn: Drawn[] = []
  let conversation: string | undefined
  return function drawItems(chat: Chat) {
    const { activeElement } = document
    const focused =
      activeElement instanceof HTMLElement && list.contains(activeElement)
        ? activeElement
        : undefined
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80
    const other = chat.viewer + chat.conversation.id !== conversation
    conversation = chat.viewer + chat.conversation.id
    if (other) drawn = []
    drawn = chat.items.map((item, index) => {
      const text = JSON.stringify([language, item])
      const old = drawn[index]
      if (old?.text === text) return old
      const waitMs = item.kind === 'card' ? holdsStill(chat.viewer, item.outTrackId) : 0
      if (old && waitMs > 0) {
        setTimeout(options.redraw, waitMs + 1)
        return old
      }
      const line = draw(item, chat.items[index - 1], { ...options, viewer: chat.viewer })
      if (old && old.language === language && item.kind === 'card') line.classList.add('edited')
      else if (!old && !other) line.classList.add('fresh')
      return { text, line, language }
    })
    arrange(
      list,
      drawn.map(({ line }) => line),
    )
    if (focused && !focused.isConnected) refocus(list, focused)
    if (other || atEnd) list.scrollTop = list.scrollHeight
  }
}

/** To the same button, where it is still there; else to the card that it was on. */
function refocus(list: HTMLElement, { dataset: { key = '' } }: HTMLElement) {
  const button = [...list.querySelectorAll('button')].find(({ dataset }) => dataset.key === key)
  const card = [...list.querySelectorAll('article')].find(
    ({ dataset }) => dataset.card === key.split(' ')[0],
  )
  const next = button ?? card ?? list
  next.focus({ preventScroll: true })
}
