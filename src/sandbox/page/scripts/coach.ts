/** What the tour says, beside the thing that it points at, as a browser module. */
export const coachScript = `
import { h } from '/page/dom.js'
import { word } from '/page/words.js'

const gap = 14

export function createCoach({ phones, leave, start, fill, twice, company }) {
  const count = h('p', { class: 'soft step' })
  const title = h('h2', { id: 'coach-title' })
  const say = h('p', { id: 'coach-say' })
  const line = h('code', { class: 'typed' })
  const acts = h('div', { class: 'acts' })
  const dots = h('div', { class: 'dots', 'aria-hidden': 'true' })
  const skip = h('button', { type: 'button', class: 'plain skip', onclick: leave })
  const box = h('section', { class: 'coach', id: 'coach', tabindex: '-1', 'aria-labelledby': 'coach-title', hidden: true },
    h('div', { class: 'coach-top' }, count, skip), h('div', { 'aria-live': 'polite' }, title, say, line), acts, dots)
  document.body.append(box)
  let target
  let shown = ''
  let now

  const phoneOf = side => document.getElementById(side)
  const isSeen = element => element && element.getClientRects().length > 0
  /** The button on the card, the line to write in, or whatever leads there. */
  function find({ part, card } = {}) {
    if (!part) return undefined
    const phone = phoneOf(part.where)
    if (!isSeen(phone)) return document.getElementById('show-' + part.where)
    if (part.where === 'left') return phone.querySelector('.composer')
    return [...phone.querySelectorAll('.buttons button')].find(({ dataset }) => dataset.key === card + ' approve')
  }
  function point() {
    const found = box.hidden ? undefined : find(now)
    if (target !== found) target?.classList.remove('target')
    target = found
    target?.classList.add('target')
    place()
  }
  /** Beside its target, inside the window; on a narrow screen at the far edge from it. */
  function place() {
    if (box.hidden) return
    const around = target?.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = box
    const [wide, high] = [innerWidth, innerHeight]
    const within = (value, least, most) => Math.max(least, Math.min(value, most))
    if (wide < 900) {
      const low = around && around.top + around.height / 2 > high / 2
      box.dataset.side = ''
      Object.assign(box.style, { left: (wide - width) / 2 + 'px', top: (around && !low ? high - height - 90 : 150) + 'px' })
      return
    }
    const phone = now?.part ? phoneOf(now.part.where).getBoundingClientRect() : undefined
    const other = now?.part?.where === 'left' ? 'right' : 'left'
    // Outside of both phones where there is room, else between them.
    const outer = phone && (other === 'right' ? phone.left : wide - phone.right) > width + 2 * gap
    const side = outer ? now.part.where : other
    const left = !phone ? (wide - width) / 2 : side === 'right' ? phone.right + gap : phone.left - gap - width
    const middle = around ? around.top + around.height / 2 : high / 2
    const top = within(middle - height / 2, 60, high - height - gap)
    box.dataset.side = around ? side : ''
    box.style.setProperty('--arrow', within(middle - top - 8, 16, height - 32) + 'px')
    Object.assign(box.style, { left: within(left, gap, wide - width - gap) + 'px', top: top + 'px' })
  }
  addEventListener('resize', () => place())
  addEventListener('keydown', event => { if (event.key === 'Escape' && !box.hidden) leave() })
  new MutationObserver(point).observe(document.getElementById('phones'), { childList: true, subtree: true })

  function write(text, { kicker, heading, body, typed = '', buttons, step, steps }) {
    box.hidden = false
    if (text !== shown) {
      shown = text
      count.textContent = kicker
      title.textContent = heading
      say.textContent = body
      line.textContent = typed
      skip.textContent = word(step ? 'tour.skip' : 'tour.end.close')
      acts.replaceChildren(...buttons.map(([key, act, kind = 'blue']) => h('button', { type: 'button', class: kind, onclick: act }, word(key))))
      dots.replaceChildren(...Array.from({ length: steps }, (_, at) => h('span', { class: at < step ? 'on' : '' })))
    }
    point()
  }
  return {
    hide() {
      box.hidden = true
      point()
    },
    focused: () => box.contains(document.activeElement),
    focus: () => box.focus(),
    show(given) {
      now = given
      const { step, steps, name, part, button, typed } = given
      const act = part.twice ? twice : fill
      write(JSON.stringify([word('tour'), step, part.say, button, typed]), {
        kicker: word('tour.step', { step, steps }), heading: word('tour.' + name), body: word(part.say, { button }), typed, step, steps,
        buttons: part.button ? [[part.button, act]] : [],
      })
    },
    end() {
      now = undefined
      write('end ' + word('tour'), {
        kicker: '', heading: word('tour.end'), body: word('tour.end.say'), step: 0, steps: 0,
        buttons: [['tour.end.company', company], ['tour.again', start, 'gray']],
      })
    },
  }
}
`
