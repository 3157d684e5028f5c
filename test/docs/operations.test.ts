import { expect, test } from '@jest/globals'
import { invalidationsOf } from '../../src/dingtalk/frames/directory-event.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import { en } from '../../src/i18n/en.ts'
import { bare, below, found, read, table } from './documents.ts'

const operations = read('docs/operations.md')

test('what people are told, as the page on trouble quotes it, is told', () => {
  const sentences = Object.values({ ...en }).join('\n')
  const quoted = table(read('docs/troubleshoot.md'), 'What it says').map(([said = '']) =>
    said.replaceAll('"', '').replace(/ ?….*/u, ''),
  )
  expect(quoted.length).toBeGreaterThan(5)
  expect(quoted.filter(sentence => !sentences.includes(sentence))).toEqual([])
})

test('the events to tick are those that make something stale', () => {
  const codes = table(read('docs/set-up.md'), 'Event').map(([, code]) => bare(code))
  const known = found(read('src/dingtalk/frames/directory-event.ts'), /^ {2}(\w+): \[/gmu)
  expect(codes.filter(code => invalidationsOf(code).length === 0)).toEqual([])
  expect(codes.sort()).toEqual(known.sort())
})

test('the metrics are those of GET /metrics', async () => {
  const { body } = await createMetrics({ states: async () => ({}) }).text()
  const names = table(operations, 'Metric').map(([name]) => bare(name))
  expect(names.sort()).toEqual(found(body, /^# TYPE (rolekeeper_\w+)/gmu).sort())
})

test('the events to look for in the log are logged somewhere', () => {
  const sources = below('src', '.ts').map(read).join('\n')
  const events = table(operations, 'Event').map(([event]) => bare(event))
  expect(events.length).toBeGreaterThan(5)
  expect(events.filter(event => !sources.includes(`'${event}'`))).toEqual([])
})
