import { type Chat, isChat, isPressed, isSaid, type Known } from '../answers.ts'
import { h, icon, offer } from '../dom.ts'
import { isBoolean, isObject, isText } from '../guard.ts'
import { ask, hear, memory, reason } from '../server.ts'
import { clock, word } from '../words.ts'
import { createChats } from './chats.ts'
import { createComposer } from './composer.ts'
import { createDrawer } from './items.ts'

export type Side = 'left' | 'right'
export type Phone = ReturnType<typeof createPhone>

const isRemembered = isObject({ viewer: isText, wanted: isText, listed: isBoolean })
/** The code of a request, as the title of its card has it. */
export const codeOf = (title: string) => /\[([0-9A-Z]{5})\]/.exec(title)?.[1]

/**
 * One phone: whose it is, its chats, the open one, and the line to write. `first` holds it at first; changed() is told
 * whenever what the phone shows may have changed.
 */
export function createPhone(
  side: Side,
  { first, known, changed }: { first: string; known: Known; changed: () => void },
) {
  let { viewer, wanted, listed } = memory.get(side, isRemembered, {
    viewer: first,
    wanted: 'group',
    listed: false,
  })
  let chat: Chat | undefined
  const remember = () => memory.set(side, { viewer, wanted, listed })

  const holder = h('select', {
    id: `${side}-holder`,
    onchange() {
      viewer = holder.value
      if (chat?.conversation.kind === 'single') wanted = 'single'
      remember()
      void refresh()
    },
  })
  const title = h('h2', { class: 'title' })
  const people = h('span', { class: 'soft' })
  const others = h('span', { class: 'pill', hidden: true })
  const toList = () => {
    listed = true
    remember()
    show()
    chats.focus()
  }
  const back = h(
    'button',
    { type: 'button', class: 'back', 'data-label': 'back', onclick: toList },
    icon('M15 4l-8 8 8 8'),
    others,
  )
  const items = h('div', {
    class: 'items',
    tabindex: '0',
    role: 'log',
    'data-label': 'items',
    'aria-live': 'off',
  })
  const empty = h(
    'div',
    { class: 'empty' },
    h('p', { 'data-word': 'empty' }),
    h('p', { 'data-word': 'empty.hint' }),
  )
  const notice = h('p', { class: 'notice', role: 'alert' })
  const chats = createChats(side, {
    open(id) {
      wanted = id
      listed = false
      remember()
      void refresh()
      composer.input.focus()
    },
  })
  const composer = createComposer(side, { known: () => ({ ...known, codes: codes() }), send })
  const room = h('div', { class: 'room' }, items, empty, notice, composer.form)
  const time = h('span')
  const battery = h('span', { class: 'battery' })
  const place = h(
    'section',
    { class: 'place', id: side, 'data-label': `${side}.phone` },
    h('div', { class: 'holder' }, h('label', { for: holder.id, 'data-word': side }), holder),
    h(
      'div',
      { class: 'phone' },
      h('div', { class: 'status', 'aria-hidden': 'true' }, time, battery),
      h('div', { class: 'nav' }, back, h('div', { class: 'name' }, title, people)),
      chats.list,
      room,
    ),
  )

  const drawItems = createDrawer(items, { pressed: press, redraw: () => chat && drawItems(chat) })
  // A link of a message may be a sentence, said by whoever taps it.
  items.addEventListener('click', event => {
    const { target } = event
    const link = target instanceof Element ? target.closest<HTMLElement>('[data-send]') : null
    if (!link) return
    event.preventDefault()
    void send(link.dataset.send ?? '', [])
  })
  // One of two phones speaks to a screen reader: the one in use.
  place.addEventListener('focusin', () => {
    for (const one of document.querySelectorAll('.items'))
      one.setAttribute('aria-live', one === items ? 'polite' : 'off')
  })

  /** The codes on this chat's cards, newest first. */
  const codes = () =>
    (chat?.items ?? [])
      .flatMap(item => {
        if (item.kind !== 'card') return []
        const code = codeOf(item.title)
        return code === undefined ? [] : [{ code, title: item.title }]
      })
      .reverse()
  /** What the robot shows: a complaint that it does not answer is over when that changes. */
  const shownByRobot = () => JSON.stringify(chat?.items.filter(({ kind }) => kind !== 'message'))
  let whileShown: string | undefined
  const complain = (text: string) => {
    notice.textContent = text
    whileShown = shownByRobot()
  }

  async function send(text: string, mentions: readonly string[]) {
    complain('')
    items.scrollTop = items.scrollHeight
    const conversation = chat?.conversation.id
    try {
      const { ack } = await ask('/say', isSaid, { userid: viewer, text, mentions, conversation })
      if (!ack) complain(word('lost'))
    } catch (error) {
      complain(word('failed', { why: reason(error) }))
    }
  }
  async function press(outTrackId: string, buttonId: string) {
    complain('')
    try {
      const pressed = { userid: viewer, outTrackId, buttonId }
      const { response } = await ask('/press', isPressed, pressed)
      if (response === null) complain(word('lost'))
    } catch (error) {
      complain(word('failed', { why: reason(error) }))
    }
  }

  function show() {
    if (!chat) return
    const { conversation, conversations, persons, robotName } = chat
    const single = conversation.kind === 'single'
    offer(
      holder,
      persons.map(({ userid, name, standing }) => [userid, `${name} · ${word(standing)}`]),
      viewer,
    )
    title.textContent = listed ? word('chats') : conversation.title
    people.textContent = listed || single ? '' : word('people', { count: persons.length })
    back.hidden = listed
    room.hidden = listed
    chats.list.hidden = !listed
    const open = listed ? undefined : conversation.id
    const waiting = chats.draw({ conversations, open, viewer })
    others.hidden = waiting === 0
    others.textContent = String(waiting)
    empty.hidden = chat.items.length > 0
    if (notice.textContent && shownByRobot() !== whileShown) complain('')
    composer.address(single ? undefined : robotName)
    time.textContent = clock(Date.now())
    drawItems(chat)
  }
  let asked = 0
  async function refresh() {
    asked += 1
    const mine = asked
    const query = new URLSearchParams({ viewer, conversation: wanted })
    const got = await ask(`/chat?${query}`, isChat)
    if (mine !== asked) return
    chat = got
    if (wanted !== 'single') wanted = chat.conversation.id
    remember()
    show()
    changed()
  }
  hear(['conversation', 'cards', 'company', 'ack'], refresh)

  return {
    place,
    composer,
    press,
    /** Draws everything anew, in the language of now. */
    speak: show,
    chat: () => chat,
    /** To the newest message, once the phone can be seen. */
    toEnd() {
      items.scrollTop = items.scrollHeight
    },
    hold(userid: string) {
      viewer = userid
      void refresh()
    },
    /** Opens the group, where the phone shows something else. */
    openGroup() {
      if (!listed && chat?.conversation.kind === 'group') return
      wanted = 'group'
      listed = false
      void refresh()
    },
  }
}
