/** The list of chats of one phone, with what is new in each, as a browser module. */
export const chatsScript = `
import { face, h } from '/page/dom.js'
import { memory } from '/page/server.js'
import { clock, word } from '/page/words.js'

/** open(id) is called with the chat that was chosen. */
export function createChats(side, { open }) {
  const list = h('ul', { class: 'chats', 'data-label': 'chats' })
  const key = side + ' seen'
  let drawn = ''

  const line = ({ id, kind, title, last }, count) => h('li', {}, h('button', { type: 'button', onclick: () => open(id) },
    face(title, kind === 'single' ? 'robot' : 'group'),
    h('span', { class: 'about' },
      h('span', { class: 'top' }, h('b', {}, title), last && h('time', {}, clock(last.at))),
      h('span', { class: 'top' },
        h('span', { class: 'soft last' }, last ? last.name + ': ' + last.text : word('empty')),
        count > 0 && h('span', { class: 'pill', role: 'img', 'aria-label': word('unreadCount', { count }) }, String(count))))))

  return {
    list,
    focus: () => list.querySelector('button')?.focus(),
    /** Draws the list; how much is new in the chats that are not open. */
    draw({ conversations, open: opened, viewer }) {
      const seen = memory.get(key, {})
      // A sandbox that was started again has fewer than were seen.
      for (const { id, count } of conversations)
        if (id === opened || count < (seen[viewer + id] ?? 0)) seen[viewer + id] = count
      memory.set(key, seen)
      const fresh = ({ id, count }) => count - (seen[viewer + id] ?? 0)
      const text = JSON.stringify([word('chats'), conversations, seen])
      if (text !== drawn && !list.contains(document.activeElement)) {
        drawn = text
        list.replaceChildren(...conversations.map(one => line(one, fresh(one))))
      }
      return conversations.filter(({ id }) => id !== opened).reduce((sum, one) => sum + fresh(one), 0)
    },
  }
}
`
