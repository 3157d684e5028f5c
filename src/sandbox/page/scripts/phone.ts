/** One phone, as a browser module: whose it is, its chats, the open one, and the line to write. */
export const phoneScript = `
import { createChats } from '/page/chats.js'
import { createComposer } from '/page/composer.js'
import { h, icon, offer } from '/page/dom.js'
import { createDrawer } from '/page/draw.js'
import { ask, hear, memory } from '/page/server.js'
import { clock, word } from '/page/words.js'

/** shared() has commands, company and the robot's presence; changed() is told whenever what the phone shows may have changed. */
export function createPhone(side, { first, shared, changed }) {
  let { viewer, wanted, listed } = memory.get(side, { viewer: first, wanted: 'group', listed: false })
  let chat
  const remember = () => memory.set(side, { viewer, wanted, listed })

  const holder = h('select', { id: side + '-holder', onchange: () => { viewer = holder.value; wanted = chat.conversation.kind === 'single' ? 'single' : wanted; remember(); refresh() } })
  const title = h('h2', { class: 'title' })
  const people = h('span', { class: 'soft' })
  const others = h('span', { class: 'pill', hidden: true })
  const back = h('button', { type: 'button', class: 'back', 'data-label': 'back', onclick: () => { listed = true; remember(); show(); chats.focus() } },
    icon('M15 4l-8 8 8 8'), others)
  const items = h('div', { class: 'items', tabindex: '0', role: 'log', 'data-label': 'items', 'aria-live': 'off' })
  const empty = h('div', { class: 'empty' }, h('p', { 'data-word': 'empty' }), h('p', { 'data-word': 'empty.hint' }))
  const notice = h('p', { class: 'notice', role: 'alert' })
  const chats = createChats(side, { open: id => { wanted = id; listed = false; remember(); refresh(); composer.input.focus() } })
  const composer = createComposer(side, { known: () => ({ ...shared(), codes: codes() }), send })
  const room = h('div', { class: 'room' }, items, empty, notice, composer.form)
  const time = h('span')
  const place = h('section', { class: 'place', id: side, 'data-label': side + '.phone' },
    h('div', { class: 'holder' }, h('label', { for: holder.id, 'data-word': side }), holder),
    h('div', { class: 'phone' },
      h('div', { class: 'status', 'aria-hidden': 'true' }, time, h('span', { class: 'battery' })),
      h('div', { class: 'nav' }, back, h('div', { class: 'name' }, title, people)),
      chats.list, room))

  const drawItems = createDrawer(items, { pressed: press, redraw: () => chat && drawItems(chat) })
  // A link of a message may be a sentence, said by whoever taps it.
  items.addEventListener('click', event => {
    const link = event.target.closest('[data-send]')
    if (!link) return
    event.preventDefault()
    void send(link.dataset.send, [])
  })
  // One of two phones speaks to a screen reader: the one in use.
  place.addEventListener('focusin', () => {
    for (const one of document.querySelectorAll('.items')) one.setAttribute('aria-live', one === items ? 'polite' : 'off')
  })

  /** The codes on this chat's cards, newest first. */
  const codes = () => chat.items.flatMap(({ kind, title }) => {
    const code = kind === 'card' && /\\[([0-9A-Z]{5})\\]/.exec(title)?.[1]
    return code ? [{ code, title }] : []
  }).reverse()
  /** What the robot shows: a complaint that it does not answer is over when that changes. */
  const shownByRobot = () => JSON.stringify(chat.items.filter(({ kind }) => kind !== 'message'))
  let whileShown
  const complain = text => {
    notice.textContent = text
    whileShown = shownByRobot()
  }

  async function send(text, mentions) {
    complain('')
    items.scrollTop = items.scrollHeight
    try {
      const { ack } = await ask('/say', { userid: viewer, text, mentions, conversation: chat.conversation.id })
      if (!ack) complain(word('lost'))
    } catch (error) {
      complain(word('failed', { why: error.message }))
    }
  }
  async function press(outTrackId, buttonId) {
    complain('')
    try {
      const { response } = await ask('/press', { userid: viewer, outTrackId, buttonId })
      if (response === null) complain(word('lost'))
    } catch (error) {
      complain(word('failed', { why: error.message }))
    }
  }

  function show() {
    const { conversation, conversations, persons, robotName } = chat
    const single = conversation.kind === 'single'
    offer(holder, persons.map(({ userid, name, standing }) => [userid, name + ' · ' + word(standing)]), viewer)
    title.textContent = listed ? word('chats') : conversation.title
    people.textContent = listed || single ? '' : word('people', { count: persons.length })
    back.hidden = listed
    room.hidden = !(chats.list.hidden = !listed)
    const waiting = chats.draw({ conversations, open: listed ? undefined : conversation.id, viewer })
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
    const mine = ++asked
    const got = await ask('/chat?' + new URLSearchParams({ viewer, conversation: wanted }))
    if (mine !== asked) return
    chat = got
    if (wanted !== 'single') wanted = chat.conversation.id
    remember()
    show()
    changed()
  }
  hear(['conversation', 'cards', 'company', 'ack'], refresh)

  return {
    place, composer, refresh, press,
    /** Draws everything anew, in the language of now. */
    speak: () => chat && show(),
    chat: () => chat,
    /** To the newest message, once the phone can be seen. */
    toEnd: () => { items.scrollTop = items.scrollHeight },
    hold(userid) {
      viewer = userid
      refresh()
    },
    /** Opens the group, where the phone shows something else. */
    openGroup() {
      if (!listed && chat?.conversation.kind === 'group') return
      wanted = 'group'
      listed = false
      refresh()
    },
  }
}
`
