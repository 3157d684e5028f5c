import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

const folder = fileURLToPath(new URL('.', import.meta.url))
const files = (await readdir(folder, { recursive: true })).filter(file => /\.m?ts$/.test(file))
const texts = await Promise.all(
  files.map(async file => ({
    file: file.split(sep).join('/'),
    text: await readFile(join(folder, file), 'utf8'),
  })),
)

/** Where a pattern stands, as `file: what stands there`; not in this file, nor in those that may. */
const found = (pattern: RegExp, mayIn: readonly string[] = []) =>
  texts
    .filter(({ file }) => file !== 'waits.test.ts' && !mayIn.some(may => file.startsWith(may)))
    .flatMap(({ file, text }) => [...text.matchAll(pattern)].map(([what]) => `${file}: ${what}`))

test('nothing is said only to pass the time: tests wait for bot.settled(), or for a named state', () => {
  // A line whose answer nobody looks at; on the page of the sandbox what is looked at is the page.
  const fence =
    /^ *(?:await )?[\w.]*\b(?:says?|fly\(bot\.says)\([^)]*['"`]\/whoami['"`][^)]*\)+;?$/gmu
  expect(found(fence, ['browser/'])).toEqual([])
  expect("  await bot.says('boss001', '/whoami')").toMatch(new RegExp(fence.source, 'mu'))
  expect("  await sandbox.say('boss001', '/whoami')").toMatch(new RegExp(fence.source, 'mu'))
})

test('nobody sleeps, counts turns of the event loop, or tries again', () => {
  const luck =
    /setTimeout|setImmediate|setInterval|nextTick|timers\/promises|waitForTimeout|retryTimes/g
  const waitsInOnePlace = ['support/']
  expect(found(luck, waitsInOnePlace)).toEqual([])
})

test('nobody holds a stopwatch: limits on time belong to benchmarks', () => {
  const stopwatch = /(?<!')Date\.now\(\)|performance\.now\(\)|hrtime/g
  expect(found(stopwatch, ['support/', 'dingtalk/chat/chat-wire.test.ts'])).toEqual([])
})
