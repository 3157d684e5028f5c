import type { Express } from 'express'
import { css } from './css/css.ts'
import { html } from './html.ts'
import { scripts } from './scripts/scripts.ts'

/** Strings in modules, because the compiler copies nothing else into dist. */
const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/': ['text/html', html],
  '/page/page.css': ['text/css', css],
  ...Object.fromEntries(
    Object.entries(scripts).map(([name, text]) => [`/page/${name}.js`, ['text/javascript', text]]),
  ),
}

/** Nothing from elsewhere runs or loads here: the page works offline, and markup in a name stays text. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types server',
].join('; ')

/** The page at `/`: two phones in a DingTalk group, and what goes on behind them. */
export function mountPage(app: Express) {
  for (const [path, [type, text]] of Object.entries(files))
    app.get(path, (_request, response) => {
      response.set({
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      })
      response.type(type).send(text)
    })
}
