import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { eventText } from '../../src/core/command/event-text.ts'
import type { Key } from '../../src/core/i18n.ts'
import { auditEvents, isAuditEvent, msgIds, origins } from '../../src/core/model/stored-names.ts'
import { createI18n } from '../../src/i18n/create-i18n.ts'
import { en } from '../../src/i18n/en.ts'
import { names, queryOld } from '../old-databases/open.ts'

const message = z.object({
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
const requests = z.array(
  z.object({
    id: z.string(),
    via: z.string(),
    msg_id: z.string().nullable(),
    parent: z.string().nullable(),
    details: z.string().transform((text): unknown => JSON.parse(text)),
  }),
)
const audit = z.array(
  z.object({
    event: z.string(),
    record: z.string().transform((text): unknown => JSON.parse(text)),
  }),
)

/** Everything that a robot of version 0.1 has written, whatever it was about. */
async function found() {
  const rows = await Promise.all(
    names.map(async name => ({
      requests: requests.parse(await queryOld(name, 'SELECT * FROM requests')),
      audit: audit.parse(await queryOld(name, 'SELECT event, record FROM audit')),
    })),
  )
  const every = rows.flatMap(one => one.requests)
  const records = rows.flatMap(one => one.audit)
  const said = every.flatMap(({ details }) => {
    const { data } = z.looseObject({ said: message }).safeParse(details)
    return data ? [data.said] : []
  })
  const reasons = records.flatMap(({ record }) => {
    const { data } = z.looseObject({ reason: z.string() }).safeParse(record)
    return data ? [data.reason] : []
  })
  return { every, records, said, reasons }
}

const { every, records, said, reasons } = await found()
const isKey = (key: string): key is Key => [key, `${key}_other`].some(one => Object.hasOwn(en, one))

describe('what stands in a database of version 0.1', () => {
  test('has events that this version names and tells, each of them', () => {
    const events = [...new Set(records.map(({ event }) => event))].sort()
    expect(events).toEqual(
      [
        ...[
          'answered',
          'awaiting',
          'cancelled',
          'done',
          'expired',
          'failed',
          'received',
          'refused',
        ],
        ...['rejected', 'running', 'scheduled', 'superseded', 'unclear'],
        ...['approval', 'approved', 'let go', 'postponed', 'press.refused', 'pressed', 'prolonged'],
        ...['reminded', 'run again'],
      ].sort(),
    )
    for (const event of events) {
      expect(isAuditEvent(event)).toBe(true)
      for (const locale of ['en', 'zh'] as const)
        expect(eventText(event, createI18n(locale))).not.toContain('event.')
    }
    // Later versions have one more.
    const known = Object.values(auditEvents).filter(event => event !== auditEvents.unheard)
    expect(events).toEqual(expect.arrayContaining(known))
  })

  test('has origins and msgIds as this version writes them', () => {
    expect(new Set(every.map(({ via }) => via))).toEqual(new Set(Object.values(origins)))
    const presses = every.filter(({ via }) => via === origins.cardAction)
    expect(presses.length).toBeGreaterThan(50)
    for (const { msg_id, parent } of presses) {
      const frame = msg_id?.split(' ')[2] ?? ''
      expect(msg_id).toBe(msgIds.cardAction(parent ?? '', frame))
    }
    const notes = every.filter(({ via, msg_id }) => via === origins.spawned && msg_id !== null)
    expect(notes.length).toBeGreaterThan(0)
    for (const { msg_id } of notes)
      expect(msg_id).toBe(msgIds.auditCheckpoint(msg_id?.split(' ')[1] ?? ''))
  })

  test('has sentences that this version can say, in both languages', () => {
    // A rejection's reason stands in the same place, in its author's words.
    const keys = [
      ...new Set([...said.map(({ key }) => key), ...reasons.filter(text => /^\w+\.\w/.test(text))]),
    ]
    expect(keys.length).toBeGreaterThan(30)
    expect(keys.filter(key => !isKey(key))).toEqual([])
    for (const { key, params } of said) {
      if (!isKey(key)) throw new Error(`${key} is no key`)
      for (const locale of ['en', 'zh'] as const) {
        const text = createI18n(locale).message({ key, params })
        expect(text).not.toBe(key)
        expect(text).not.toContain('{{')
      }
    }
  })
})
