/** Draws the items of a conversation, as a browser module; what did not change stays, with its focus and the scroll. */
export const drawScript = `
import { drawCard, holdsStill } from '/page/card.js'
import { face, h, htmlFromServer } from '/page/dom.js'
import { clock, language, word } from '/page/words.js'

const pause = 5 * 60_000

function bubbleOf(item) {
  const bubble = htmlFromServer({ class: 'bubble text' }, item.html)
  if (item.robot) bubble.prepend(h('span', { class: 'mention' }, '@' + item.robot), ' ')
  for (const name of item.mentions ?? []) bubble.append(' ', h('span', { class: 'mention' }, '@' + name))
  return bubble
}

function draw(item, before, options) {
  const own = item.kind === 'message' && item.own
  const robot = item.kind !== 'message'
  const line = h('div', { class: 'item ' + (robot ? 'robot' : own ? 'own' : '') })
  if (!before || item.at - before.at > pause) line.append(h('p', { class: 'when' }, clock(item.at)))
  const who = h('p', { class: 'who' }, h('span', {}, item.name))
  if (robot) who.append(' ', h('span', { class: 'badge' }, word('bot')))
  who.append(' ', h('time', {}, clock(item.at)))
  const body = h('div', { class: 'body' }, who, item.kind === 'card' ? drawCard(item, options) : bubbleOf(item))
  if (item.mentioned && item.buttons.length > 0) who.append(' ', h('span', { class: 'at-you' }, word('mentioned.you')))
  if (own) body.append(h('p', { class: 'read' + (item.read ? '' : ' not') }, word(item.read ? 'read' : 'unread')))
  line.append(h('div', { class: 'row' }, face(item.name, robot ? 'robot' : undefined), body))
  return line
}

/** A drawer for one list: call it with the items whenever they may have changed. */
export function createDrawer(list, options) {
  let drawn = []
  let conversation
  return function drawItems(chat) {
    const focused = list.contains(document.activeElement) ? document.activeElement : undefined
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80
    const other = chat.viewer + chat.conversation.id !== conversation
    conversation = chat.viewer + chat.conversation.id
    if (other) drawn = []
    drawn = chat.items.map((item, index) => {
      const text = JSON.stringify([language, item])
      const old = drawn[index]
      if (old?.text === text) return old
      const ms = old && item.outTrackId ? holdsStill(chat.viewer, item.outTrackId) : 0
      if (ms > 0) {
        setTimeout(options.redraw, ms + 1)
        return old
      }
      const line = draw(item, chat.items[index - 1], { ...options, viewer: chat.viewer })
      if (old && old.language === language && item.kind === 'card') line.classList.add('edited')
      else if (!old && !other) line.classList.add('fresh')
      return { text, line, language }
    })
    const lines = drawn.map(({ line }) => line)
    lines.forEach((line, index) => {
      if (list.children[index] !== line) list.insertBefore(line, list.children[index] ?? null)
    })
    for (const child of [...list.children]) if (!lines.includes(child)) child.remove()
    if (focused && !focused.isConnected) refocus(list, focused)
    if (other || atEnd) list.scrollTop = list.scrollHeight
  }
}

/** To the same button, where it is still there; else to the card that it was on. */
function refocus(list, focused) {
  const { key = '' } = focused.dataset
  const button = [...list.querySelectorAll('button')].find(({ dataset }) => dataset.key === key)
  const card = [...list.querySelectorAll('article')].find(({ dataset }) => dataset.card === key.split(' ')[0])
  ;(button ?? card ?? list).focus({ preventScroll: true })
}
`
