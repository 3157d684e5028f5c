import type { ChatLine } from '../answers.ts'
import { face, h } from '../dom.ts'
import { isNumber, isRecordOf } from '../guard.ts'
import { memory } from '../server.ts'
import { clock, word } from '../words.ts'

/** The list of chats of one phone, with what is new in each. open(id) is called with the chat that was chosen. */
export function createChats(side: string, { open }: { open: (id: string) => void }) {
  const list = h('ul', { class: 'chats', 'data-label': 'chats' })
  const key = `${side} seen`
  let drawn = ''

  const line = ({ id, kind, title, last }: ChatLine, count: number) => {
    const preview = last ? `${last.name}: ${last.text}` : word('empty')
    const pill = { class: 'pill', role: 'img', 'aria-label': word('unreadCount', { count }) }
    const about = h(
      'span',
      { class: 'about' },
      h('span', { class: 'top' }, h('b', {}, title), last && h('time', {}, clock(last.at))),
      h(
        'span',
        { class: 'top' },
        h('span', { class: 'soft last' }, preview),
        count > 0 && h('span', pill, String(count)),
      ),
    )
    const picture = face(title, kind === 'single' ? 'robot' : 'group')
    const button = h('button', { type: 'button', onclick: () => open(id) }, picture, about)
    return h('li', {}, button)
  }

  return {
    list,
    focus: () => list.querySelector('button')?.focus(),
    /** Draws the list; how much is new in the chats that are not open. */
    draw({
      conversations,
      open: opened,
      viewer,
    }: {
      conversations: readonly ChatLine[]
      open: string | undefined
      viewer: string
    }): number {
      const seen = memory.get(key, isRecordOf(isNumber), {})
      // A sandbox that was started again has fewer than were seen.
      for (const { id, count } of conversations)
        if (id === opened || count < (seen[viewer + id] ?? 0)) seen[viewer + id] = count
      memory.set(key, seen)
      const fresh = ({ id, count }: ChatLine) => count - (seen[viewer + id] ?? 0)
      const text = JSON.stringify([word('chats'), conversations, seen])
      if (text !== drawn && !list.contains(document.activeElement)) {
        drawn = text
        list.replaceChildren(...conversations.map(one => line(one, fresh(one))))
      }
      return conversations
        .filter(({ id }) => id !== opened)
        .reduce((sum, one) => sum + fresh(one), 0)
    },
  }
}
