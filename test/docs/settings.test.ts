import { parseEnv } from 'node:util'
import { expect, test } from '@jest/globals'
import { readConfig } from '../../src/config.ts'
import { bare, found, read, table } from './documents.ts'

/** The names that config.ts asks the environment for. */
function settings(): string[] {
  const asked = new Set<string>()
  const env = new Proxy<NodeJS.ProcessEnv>({}, { get: (_, name) => void asked.add(String(name)) })
  readConfig(env, {})
  return [...asked]
}
const needed = { DINGTALK_CLIENT_ID: 'dinga', DINGTALK_CLIENT_SECRET: 's', DINGTALK_CORP_ID: 'c' }
const example = read('.env.example')
const shown = parseEnv(example.replace(/^# (?=[A-Z_]+=)/gmu, ''))
const forCompose = found(read('compose.yaml'), /\$\{(\w+)/gu)

test('.env.example shows each, and no other', () => {
  const names = Object.keys(shown).filter(name => !forCompose.includes(name))
  expect(names.sort()).toEqual(settings().sort())
})

test('.env.example asks for what is required, and shows the defaults of the rest', () => {
  expect(Object.keys(parseEnv(example))).toEqual(Object.keys(needed))
  const filledIn = readConfig(needed, shown)
  expect(filledIn.ok).toBe(true)
  expect(filledIn).toEqual(readConfig(needed, {}))
})

test('the table has each with its default, and no other', () => {
  const rows = table(read('docs/go-live.md'), 'Setting').map(([name, value]) => [
    bare(name),
    bare(value),
  ])
  const defaults = settings().map(name => [
    name,
    name in needed ? 'required' : shown[name] || 'not set',
  ])
  expect(rows).toEqual(defaults)
})

test('what runs in a container is reached from outside of it, and only from this machine', () => {
  expect(read('Dockerfile')).toMatch(/^ENV .*\bHOST=0\.0\.0\.0\b/mu)
  expect(read('compose.yaml')).toMatch(/^ +HOST: 0\.0\.0\.0$/mu)
  const published = found(read('compose.yaml'), /^ +- ([\d.]+:\d+:\d+)$/gmu)
  expect(published).toEqual([`127.0.0.1:${shown.PORT}:${shown.PORT}`])
})
