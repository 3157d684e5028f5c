/** The bar above the phones, as a browser module: the robot's presence, language, colours. */
export const barScript = `
import { ask } from '/page/server.js'
import { language, speakIn, word } from '/page/words.js'

const at = id => document.getElementById(id)
const themes = ['auto', 'light', 'dark']
const signs = { auto: '◐', light: '☀', dark: '☾' }

/** speak() redraws everything in the language of now. */
export function createBar({ shared, speak, startTour }) {
  let theme = localStorage.getItem('theme') ?? 'auto'
  let alive = true
  const paint = () => {
    if (theme === 'auto') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
    at('theme').textContent = signs[theme]
    at('theme').setAttribute('aria-label', word('theme.' + theme))
    at('theme').title = word('theme.' + theme)
  }
  at('theme').onclick = () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length]
    localStorage.setItem('theme', theme)
    paint()
  }
  at('language').onclick = () => {
    speakIn(language === 'zh' ? 'en' : 'zh', { remember: true })
    speak()
    // The robot speaks one language a process: where the sandbox can, it starts again in the other one.
    const { robot } = shared().state ?? {}
    if (robot?.locale && robot.locale !== language) ask('/robot/restart', { locale: language }).catch(() => {})
  }
  at('tour').onclick = startTour

  function draw() {
    paint()
    at('language').lang = language === 'zh' ? 'en' : 'zh-CN'
    const connected = shared().state?.connections > 0
    const link = at('link')
    link.textContent = word(connected ? 'on' : 'off')
    link.classList.toggle('on', connected)
    at('gone').textContent = alive ? '' : word('gone')
  }
  return {
    draw,
    alive(now) {
      alive = now
      draw()
    },
  }
}
`
