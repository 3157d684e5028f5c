import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import { root } from '../docs/documents.ts'
import { buildProgram, pageFolder } from '../support/built-program.ts'
import { start } from './start.ts'

beforeAll(buildProgram)

const files = async () =>
  (await readdir(pageFolder, { recursive: true })).filter(path => /\.\w+$/.test(path))

const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
}
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types server"

test('every file of the page comes with its type and the same headers, and loads nothing from elsewhere', async () => {
  const { sandbox } = await start({ pageFolder })
  const paths = (await files()).map(file => (file === 'index.html' ? '/' : `/page/${file}`))
  for (const path of ['/', '/page/page.js', '/page/phone/items.js', '/page/css/base.css'])
    expect(paths).toContain(path)
  for (const path of paths) {
    const answer = await fetch(sandbox.url + path)
    const { headers } = answer
    const type = types[/\w+$/.exec(path)?.[0] ?? 'html']
    expect({ path, status: answer.status, type: headers.get('content-type') }).toEqual({
      path,
      status: 200,
      type: `${type}; charset=utf-8`,
    })
    expect(headers.get('content-security-policy')).toBe(policy)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(await answer.text()).not.toMatch(/(src|href|from|import|url)\s*[=(]?\s*["']?https?:/)
  }
})

test('a module is served once it is compiled, whatever folder the page is in', async () => {
  const { sandbox } = await start({ pageFolder: join(root, 'public/sandbox') })
  const styles = await fetch(`${sandbox.url}/page/css/base.css`)
  expect(styles.status).toBe(200)
  for (const path of ['page.ts', 'phone/phone.ts', 'tsconfig.json', 'css/../page.ts']) {
    const answer = await fetch(`${sandbox.url}/page/${path}`)
    expect([path, answer.status]).toEqual([path, 404])
    expect(await answer.text()).not.toMatch(/import|compilerOptions/)
  }
})
