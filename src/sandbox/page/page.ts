import { fileURLToPath } from 'node:url'
import express, { type Express, type RequestHandler } from 'express'

/** Where the build puts it: dist/public/sandbox, seen from dist/src/sandbox/page. */
const besideProgram = fileURLToPath(new URL('../../../public/sandbox', import.meta.url))

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

/** Whatever else lies in the folder, such as the modules before they are compiled, is no part of the page. */
const isPart = (path: string) => /\.(?:js|css)$/.test(path)

/** The page at `/`, two phones in a DingTalk group and what goes on behind them; its scripts and styles below `/page`. */
export function mountPage(
  app: Express,
  { folder = besideProgram }: { folder?: string | undefined },
) {
  const files = express.static(folder, {
    setHeaders: response =>
      response
        .setHeader('content-security-policy', policy)
        .setHeader('x-content-type-options', 'nosniff')
        .setHeader('cache-control', 'no-store'),
  })
  const isNone: RequestHandler = (_request, response) => void response.sendStatus(404)
  app.get('/', files, isNone)
  app.use(
    '/page',
    (request, response, next) => (isPart(request.path) ? files(request, response, next) : next()),
    isNone,
  )
}
