import { byId, h } from '../dom.ts'
import type { Key } from '../texts/en.ts'
import { word } from '../words.ts'
import type { Part, Step } from './steps.ts'

/** Pixels between the words and what they are about. */
const gap = 14

/** What the tour says now: which step of how many, and about which button of which card. */
interface Said {
  step: number
  steps: number
  name: Step['name']
  part: Part
  card: string | null
  button: string
  typed: string
}
interface Button {
  key: Key
  act: () => void
  look?: 'blue' | 'gray'
}

/** What the tour says, beside the thing that it points at. */
export function createCoach({
  leave,
  start,
  fill,
  twice,
  company,
}: Readonly<Record<'leave' | 'start' | 'company', () => void>> &
  Readonly<Record<'fill' | 'twice', () => Promise<void>>>) {
  const count = h('p', { class: 'soft step' })
  const title = h('h2', { id: 'coach-title' })
  const say = h('p', { id: 'coach-say' })
  const line = h('code', { class: 'typed' })
  const acts = h('div', { class: 'acts' })
  const dots = h('div', { class: 'dots', 'aria-hidden': 'true' })
  const skip = h('button', { type: 'button', class: 'plain skip', onclick: leave })
  const box = h(
    'section',
    { class: 'coach', id: 'coach', tabindex: '-1', 'aria-labelledby': 'coach-title', hidden: true },
    h('div', { class: 'coach-top' }, count, skip),
    h('div', { 'aria-live': 'polite' }, title, say, line),
    acts,
    dots,
  )
  document.body.append(box)
  let target: HTMLElement | undefined
  let shown = ''
  let now: Said | undefined

  /** The button on the card, the line to write in, or whatever leads there. */
  function find({ part, card }: Said): HTMLElement | undefined {
    const phone = byId(part.where)
    if (phone.getClientRects().length === 0) return byId(`show-${part.where}`)
    if (part.where === 'left') return phone.querySelector('form') ?? undefined
    return [...phone.querySelectorAll<HTMLElement>('.buttons button')].find(
      ({ dataset }) => dataset.key === `${card} approve`,
    )
  }
  function point() {
    const found = box.hidden || !now ? undefined : find(now)
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
    const middle = around ? around.top + around.height / 2 : high / 2
    if (wide < 900) {
      const low = around && middle > high / 2
      box.dataset.side = ''
      move((wide - width) / 2, around && !low ? high - height - 90 : 150)
      return
    }
    const { left, side } = besidePhone(wide, width)
    const top = within(middle - height / 2, 60, high - height - gap)
    box.dataset.side = around ? side : ''
    box.style.setProperty('--arrow', `${within(middle - top - 8, 16, height - 32)}px`)
    move(within(left, gap, wide - width - gap), top)
  }
  /** Outside of both phones where there is room, else between them; with no phone to speak of, in the middle. */
  function besidePhone(wide: number, width: number) {
    if (!now) return { left: (wide - width) / 2, side: '' }
    const { where } = now.part
    const phone = byId(where).getBoundingClientRect()
    const roomOutside = where === 'left' ? phone.left : wide - phone.right
    const other = where === 'left' ? 'right' : 'left'
    const side = roomOutside > width + 2 * gap ? where : other
    return { left: side === 'right' ? phone.right + gap : phone.left - gap - width, side }
  }
  const within = (value: number, least: number, most: number) =>
    Math.max(least, Math.min(value, most))
  function move(left: number, top: number) {
    box.style.left = `${left}px`
    box.style.top = `${top}px`
  }
  addEventListener('resize', place)
  addEventListener('keydown', event => {
    if (event.key === 'Escape' && !box.hidden) leave()
  })
  new MutationObserver(point).observe(byId('phones'), { childList: true, subtree: true })

  function write(
    text: string,
    words: { kicker: string; heading: string; body: string; typed: string; skip: string },
    { buttons, step, steps }: { buttons: readonly Button[]; step: number; steps: number },
  ) {
    box.hidden = false
    if (text !== shown) {
      shown = text
      count.textContent = words.kicker
      title.textContent = words.heading
      say.textContent = words.body
      line.textContent = words.typed
      skip.textContent = words.skip
      const buttonOf = ({ key, act, look = 'blue' }: Button) =>
        h('button', { type: 'button', class: look, onclick: act }, word(key))
      acts.replaceChildren(...buttons.map(buttonOf))
      const dot = (_: unknown, at: number) => h('span', { class: at < step ? 'on' : '' })
      dots.replaceChildren(...Array.from({ length: steps }, dot))
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
    show(said: Said) {
      now = said
      const { step, steps, name, part, button, typed } = said
      const act = part.twice ? twice : fill
      write(
        JSON.stringify([word('tour'), step, part.say, button, typed]),
        {
          kicker: word('tour.step', { step, steps }),
          heading: word(`tour.${name}`),
          body: word(part.say, { button }),
          typed,
          skip: word('tour.skip'),
        },
        { buttons: part.button ? [{ key: part.button, act: () => void act() }] : [], step, steps },
      )
    },
    end() {
      now = undefined
      write(
        `end ${word('tour')}`,
        {
          kicker: '',
          heading: word('tour.end'),
          body: word('tour.end.say'),
          typed: '',
          skip: word('tour.end.close'),
        },
        {
          buttons: [
            { key: 'tour.end.company', act: company },
            { key: 'tour.again', act: start, look: 'gray' },
          ],
          step: 0,
          steps: 0,
        },
      )
    },
  }
}
