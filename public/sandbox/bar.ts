import type { Known } from './answers.ts'
import { byId } from './dom.ts'
import { isOneOf } from './guard.ts'
import { change } from './server.ts'
import { language, speakIn, word } from './words.ts'

const next = { auto: 'light', light: 'dark', dark: 'auto' } as const
const signs = { auto: '◐', light: '☀', dark: '☾' }
const isTheme = isOneOf('auto', 'light', 'dark')

/** The bar above the phones: the robot's presence, language, colours. speak() redraws everything in the language of now. */
export function createBar({
  known,
  speak,
  startTour,
}: {
  known: Known
  speak: () => void
  startTour: () => void
}) {
  const stored = localStorage.getItem('theme')
  let theme: keyof typeof next = isTheme(stored) ? stored : 'auto'
  let alive = true
  const paint = () => {
    if (theme === 'auto') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
    const button = byId('theme')
    button.textContent = signs[theme]
    button.setAttribute('aria-label', word(`theme.${theme}`))
    button.title = word(`theme.${theme}`)
  }
  byId('theme').onclick = () => {
    theme = next[theme]
    localStorage.setItem('theme', theme)
    paint()
  }
  byId('language').onclick = () => {
    speakIn(language === 'zh' ? 'en' : 'zh', { remember: true })
    speak()
    // The robot speaks one language a process: where the sandbox can, it starts again in the other one.
    const locale = known.state?.robot?.locale
    if (locale && locale !== language)
      change('/robot/restart', { locale: language }).catch(() => {})
  }
  byId('tour').onclick = startTour

  function draw() {
    paint()
    byId('language').lang = language === 'zh' ? 'en' : 'zh-CN'
    const connected = (known.state?.connections ?? 0) > 0
    const link = byId('link')
    link.textContent = word(connected ? 'on' : 'off')
    link.classList.toggle('on', connected)
    byId('gone').textContent = alive ? '' : word('gone')
  }
  return {
    draw,
    alive(now: boolean) {
      alive = now
      draw()
    },
  }
}
