import { h } from '../dom.ts'
import { isListOf, isObject, isText } from '../guard.ts'
import { memory } from '../server.ts'
import type { Key } from '../texts/en.ts'
import { word } from '../words.ts'
import { type Offerable, type Offers, offersFor } from './offers.ts'

const isDraft = isObject({ text: isText, picked: isListOf(isText) })

/**
 * The line where one writes: a combobox that offers commands and people, and Enter sends. known() has commands, company and
 * codes; send(text, mentions) speaks.
 */
export function createComposer(
  side: string,
  {
    known,
    send,
  }: { known: () => Offerable; send: (text: string, mentions: readonly string[]) => Promise<void> },
) {
  const id = `${side}-offers`
  const robot = h('span', { class: 'mention', id: `${side}-robot` })
  const input = h('input', {
    id: `${side}-text`,
    type: 'text',
    maxlength: '4000',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    enterkeyhint: 'send',
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': id,
    'aria-autocomplete': 'list',
    'aria-describedby': `${side}-hint`,
  })
  const list = h('ul', { id, role: 'listbox', 'data-label': 'offers' })
  const hint = h('p', { class: 'hint', id: `${side}-hint` })
  const popup = h('div', { class: 'offers', hidden: true }, hint, list)
  const starter = (text: '/' | '@', label: Key) =>
    h(
      'button',
      { type: 'button', class: 'starter', onclick: () => begin(text) },
      h('span', { 'aria-hidden': 'true' }, text),
      ' ',
      h('span', { 'data-word': label }),
    )
  const form = h(
    'form',
    { class: 'composer', autocomplete: 'off' },
    popup,
    h('div', { class: 'starters' }, starter('/', 'commands'), starter('@', 'mention')),
    h(
      'div',
      { class: 'line' },
      h('div', { class: 'field' }, robot, input),
      h('button', { type: 'submit', class: 'send', 'data-word': 'send' }),
    ),
  )

  const draft = `${side} draft`
  const kept = memory.get(draft, isDraft, { text: '', picked: [] })
  let { picked } = kept
  input.value = kept.text
  let shown: Offers = { start: 0, options: [], sure: false }
  let active = -1
  /** Somebody typed, and there was nothing to offer. */
  let unanswered = false

  const caret = () => input.selectionStart ?? input.value.length
  const keep = () => memory.set(draft, { text: input.value, picked })
  function close() {
    popup.hidden = true
    active = -1
    unanswered = false
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }
  function look() {
    shown = offersFor(input.value.slice(0, caret()), known())
    hint.textContent = shown.hint ?? ''
    hint.hidden = !shown.hint
    const some = shown.options.length > 0
    if (!some && !shown.hint) {
      close()
      unanswered = true
      return
    }
    list.hidden = !some
    list.replaceChildren(
      ...shown.options.map(({ label, note }, index) =>
        h(
          'li',
          {
            role: 'option',
            id: id + index,
            'aria-selected': 'false',
            onmousedown: event => event.preventDefault(),
            onclick: () => take(index),
          },
          h('span', { class: 'label' }, label),
          ' ',
          h('span', { class: 'note' }, note),
        ),
      ),
    )
    popup.hidden = false
    input.setAttribute('aria-expanded', String(some))
    choose(shown.sure && some ? 0 : -1)
  }
  function choose(index: number) {
    active = index
    for (const [at, one] of [...list.children].entries())
      one.setAttribute('aria-selected', String(at === index))
    const one = list.children[index]
    if (!one) return input.removeAttribute('aria-activedescendant')
    input.setAttribute('aria-activedescendant', one.id)
    one.scrollIntoView({ block: 'nearest' })
  }
  function take(index: number) {
    const option = shown.options[index]
    if (!option) return
    const { insert, mention } = option
    const after = input.value.slice(caret())
    const text = mention && !insert.endsWith(' ') ? `${insert} ` : insert
    if (mention) picked.push(mention)
    const end = shown.start + text.length
    input.value = input.value.slice(0, shown.start) + text + after
    input.setSelectionRange(end, end)
    input.focus()
    keep()
    look()
  }
  function begin(text: '/' | '@') {
    const blank = input.value === '' || input.value.endsWith(' ') ? '' : ' '
    input.value = text === '/' ? '/' : input.value + blank + text
    input.focus()
    look()
  }

  input.addEventListener('input', () => {
    keep()
    look()
  })
  input.addEventListener('blur', close)
  input.addEventListener('keydown', event => {
    // Enter that ends a word of a Chinese input method sends nothing.
    if (event.isComposing) return
    const count = shown.options.length
    const open = !popup.hidden
    if (open && count > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : active < 0 ? 0 : -1
      choose((active + step + count) % count)
    } else if (open && event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      close()
    } else if (open && active >= 0 && event.key === 'Enter') {
      event.preventDefault()
      take(active)
    }
  })
  form.addEventListener('submit', event => {
    event.preventDefault()
    const line = input.value
    if (!line.trim()) return
    const persons = known().company?.persons ?? []
    const names = new Map(persons.map(({ userid, name }) => [userid, name]))
    const mentions = [...new Set(picked)].filter(userid => line.includes(`@${names.get(userid)}`))
    picked = []
    input.value = ''
    keep()
    close()
    void send(line, mentions)
  })

  return {
    form,
    input,
    /** There are other commands to offer than before, perhaps to somebody who typed too early for them. */
    learned() {
      if (unanswered) look()
    },
    /** Writes a line for the visitor, ready to be sent. */
    fill(line: string) {
      input.value = line
      picked = []
      keep()
      input.focus()
      close()
    },
    /** The robot's name in a group, where it has to be mentioned; undefined in a single chat. */
    address(robotName: string | undefined) {
      robot.textContent = robotName ? `@${robotName}` : ''
      robot.hidden = !robotName
      const label = robotName ? word('write.group', { robot: robotName }) : word('write')
      input.setAttribute('aria-label', label)
      input.placeholder = word('write')
    },
  }
}
