import { describe, expect, test } from '@jest/globals'
import { readScript } from '../../src/sandbox/script/read-script.ts'

const stepOf = (line: string) => {
  const script = readScript(line)
  return script.ok ? script.lines[0]?.step : script.error.problem
}

describe('a line', () => {
  test.each([
    ['', { kind: 'comment' }],
    ['# boss001: /help', { kind: 'comment' }],
    ['boss001: /help', { kind: 'say', who: 'boss001', single: false, text: '/help' }],
    ['EMP123 (single): hi: you', { kind: 'say', who: 'EMP123', single: true, text: 'hi: you' }],
    [
      'boss001: he presses on',
      { kind: 'say', who: 'boss001', single: false, text: 'he presses on' },
    ],
    [
      'a presses approve',
      { kind: 'press', who: 'a', button: 'approve', on: undefined, twice: false },
    ],
    [
      'a presses Let go on #2',
      { kind: 'press', who: 'a', button: 'Let go', on: '#2', twice: false },
    ],
    [
      'a presses 批准 twice',
      { kind: 'press', who: 'a', button: '批准', on: undefined, twice: true },
    ],
    [
      'outside: rename role 1203142 "Cash desk"',
      { kind: 'outside', change: { change: 'rename-role', id: 1203142, name: 'Cash desk' } },
    ],
    [
      'outside: set scope 1203141 EMP1 everyone',
      {
        kind: 'outside',
        change: { change: 'set-scope', id: 1203141, userid: 'EMP1', departments: null },
      },
    ],
    [
      'outside: add admin EMP1 sub 20,21',
      {
        kind: 'outside',
        change: { change: 'add-admin', userid: 'EMP1', level: 2, scope: [20, 21] },
      },
    ],
    [
      'fault: lose-answer /role/update_role times=1',
      { kind: 'fault', name: 'lose-answer', options: { path: '/role/update_role', times: 1 } },
    ],
    ['fault: throttle off', { kind: 'fault off', name: 'throttle' }],
    ['fault: off', { kind: 'fault off', name: undefined }],
    ['advance 8h', { kind: 'advance', ms: 28_800_000 }],
    ['robot restarts', { kind: 'restart' }],
  ])('%s', (line, step) => {
    expect(stepOf(line)).toEqual(step)
  })

  test.each([
    ['boss001 /help', 'syntax'],
    ['boss001 approves', 'syntax'],
    ['fault: bad-weather', 'noFault'],
    ['fault: delay /role slowly', 'badFault'],
    ['fault: delay ms=soon', 'badFault'],
    ['outside: rename role 出纳 现金', 'badOutside'],
    ['outside: paint role 1 red', 'badOutside'],
    ['advance 8 hours', 'syntax'],
    ['advance 8y', 'badTime'],
  ])('%s is none: %s', (line, problem) => {
    expect(stepOf(line)).toBe(problem)
  })
})

test('the number of the wrong line', () => {
  expect(readScript('boss001: /help\r\n\r\nnonsense')).toMatchObject({ ok: false, number: 3 })
})
