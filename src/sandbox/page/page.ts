import type { Express } from 'express'
import { css } from './css.ts'
import { drawScript } from './draw-script.ts'
import { html } from './html.ts'
import { script } from './script.ts'
import { wordsScript } from './words-script.ts'

/** Strings in modules, because the compiler copies nothing else into dist. */
const files = {
  '/': ['text/html', html],
  '/page/page.css': ['text/css', css],
  '/page/page.js': ['text/javascript', script],
  '/page/draw.js': ['text/javascript', drawScript],
  '/page/words.js': ['text/javascript', wordsScript],
} as const satisfies Record<string, readonly [type: string, text: string]>

/** Nothing from elsewhere runs or loads here: the page works offline, and markup in a name stays text. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** The page at `/`: speak as one of several persons, see what the robot answers, press its buttons. */
export function mountPage(app: Express) {
  for (const [path, [type, text]] of Object.entries(files))
    app.get(path, (_request, response) => {
      response.set({ 'content-security-policy': policy, 'cache-control': 'no-store' })
      response.type(type).send(text)
    })
}
