import { expect, test } from '@jest/globals'
import { createI18n } from '../../src/i18n/create-i18n.ts'
import { createStandIns } from '../../src/sandbox/script/stand-ins.ts'

test('codes are numbered in the order in which they are seen, and found again', () => {
  const { learn, hide, reveal } = createStandIns()
  learn('Waiting for approval: rename role 财务 (1203141) [7F3KQ]')
  learn('To approve, send: /approve 9ABCD\n  | - 00000 · /role list')
  expect(hide('7F3KQ, 9ABCD, 00000, 7F3KQ')).toBe('#1, #2, #3, #1')
  expect(reveal('/approve #2 and #9')).toBe('/approve 9ABCD and #9')
})

test('an id in brackets is no code', () => {
  const { learn, hide } = createStandIns()
  learn('门店巡检 (12345) · 行业\n  | Try again in a minute (7F3KQ).')
  expect(hide('12345 7F3KQ')).toBe('12345 #1')
})

test.each(['en', 'zh'] as const)('times as they are written in %s', locale => {
  const { hide } = createStandIns()
  const days = Array.from({ length: 12 }, (_, month) => new Date(2026, month, 28, 9, 5))
  const written = days.map(day => createI18n(locale).date(day))
  expect(written.map(hide)).toEqual(written.map(() => '<time>'))
})
