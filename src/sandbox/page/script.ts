/** What the page does, as a browser module: who speaks where, what is said and pressed, and what comes live. */
export const script = `
import { drawItems } from '/page/draw.js'
import { language, switchLanguage, word } from '/page/words.js'

const at = id => document.getElementById(id)
const [person, conversation, mention, text, notice] = ['person', 'conversation', 'mention', 'text', 'notice'].map(at)
let viewer = new URLSearchParams(location.search).get('person') ?? 'boss001'
let wanted = 'group'
let picked = []

const fetchJson = async (path, body) => {
  const answer = await fetch(path, body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const json = await answer.json()
  if (!answer.ok) throw new Error(json.error)
  return json
}
const say = words => { notice.textContent = words }
const option = (value, label) => Object.assign(document.createElement('option'), { value, textContent: label })
function offer(select, options, chosen) {
  const key = JSON.stringify([language, options])
  if (select.dataset.offered !== key) select.replaceChildren(...options.map(([value, label]) => option(value, label)))
  select.dataset.offered = key
  select.value = chosen
}

async function press(outTrackId, buttonId, button) {
  say('')
  button.disabled = true
  try {
    const { response } = await fetchJson('/control/press', { userid: viewer, outTrackId, buttonId })
    if (response === null) say(word('lost'))
  } catch (error) {
    say(String(error.message))
  } finally {
    button.disabled = false
  }
}
async function send(line, mentions) {
  say('')
  try {
    const { ack } = await fetchJson('/control/say', { userid: viewer, text: line, mentions, conversation: wanted })
    if (!ack) say(word('unread'))
  } catch (error) {
    say(String(error.message))
  }
}

let asked = 0
async function refresh() {
  const mine = ++asked
  const query = new URLSearchParams({ viewer, conversation: wanted })
  const [chat, connections] = await Promise.all([fetchJson('/control/chat?' + query), fetchJson('/control/connections')])
  if (mine !== asked) return
  wanted = chat.conversation.id
  at('title').textContent = chat.conversation.title
  at('link').textContent = word(connections > 0 ? 'on' : 'off')
  at('link').classList.toggle('on', connections > 0)
  const label = ({ name, title, standing }) => [name, title, word(standing)].filter(Boolean).join(' · ')
  offer(person, chat.persons.map(one => [one.userid, label(one)]), viewer)
  offer(conversation, chat.conversations.map(({ id, kind, title }) => [id, title + ' · ' + word(kind)]), wanted)
  offer(mention, [['', '@'], ...chat.persons.map(({ userid, name }) => [userid, name])], '')
  const inGroup = chat.conversation.kind === 'group'
  at('robot').hidden = mention.hidden = !inGroup
  at('robot').textContent = '@' + chat.robotName
  at('empty').hidden = chat.items.length > 0
  drawItems(at('items'), chat.items, press)
}
const names = () => Object.fromEntries([...mention.options].map(({ value, textContent }) => [value, textContent]))

function speak() {
  document.documentElement.lang = language
  for (const named of document.querySelectorAll('[data-word]')) named.textContent = word(named.dataset.word)
  at('language').textContent = word('language')
  at('empty').textContent = word('empty')
  text.placeholder = word('write')
  text.setAttribute('aria-label', word('write'))
  mention.setAttribute('aria-label', word('mention'))
  at('items').setAttribute('aria-label', word('items'))
}

person.onchange = () => { viewer = person.value; refresh() }
conversation.onchange = () => { wanted = conversation.value; refresh() }
mention.onchange = () => {
  if (!mention.value) return
  picked.push(mention.value)
  text.value = (text.value + ' @' + names()[mention.value] + ' ').trimStart()
  mention.value = ''
  text.focus()
}
at('language').onclick = () => { switchLanguage(); speak(); refresh() }
at('composer').onsubmit = event => {
  event.preventDefault()
  const line = text.value
  if (!line.trim()) return
  const mentions = [...new Set(picked)].filter(userid => line.includes('@' + names()[userid]))
  picked = []
  text.value = ''
  send(line, mentions)
}
// A link that sends a text as the one who clicks it, as DingTalk's dtmd links do.
at('items').onclick = event => {
  const link = event.target.closest('[data-send]')
  if (!link) return
  event.preventDefault()
  send(decodeURIComponent(link.dataset.send), [])
}

speak()
const live = new EventSource('/control/events')
live.onopen = () => { say(''); refresh() }
live.onerror = () => say(word('gone'))
live.onmessage = ({ data }) => {
  if (['conversation', 'cards', 'company', 'connections'].includes(JSON.parse(data).kind)) refresh()
}
text.focus()
`
