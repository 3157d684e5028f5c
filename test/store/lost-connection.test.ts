import { expect, test } from '@jest/globals'
import { databases } from '../support/databases.ts'
import { aRequest, silent, storeOn } from './stores.ts'

const postgres = databases.filter(({ name }) => name === 'postgres')

test.each(postgres)(
  'a $name that ends every connection is an error, and then it works on',
  async ({ open }) => {
    const { url, sql } = await open()
    const told: unknown[] = []
    const log = { ...silent, warn: (event: string) => told.push(event) }
    const { requests, audit } = await storeOn(url, { log })
    // Holds the head, so that the writers below are all in the middle of a transaction when they are cut off.
    const held = sql('BEGIN; LOCK TABLE audit_head; SELECT pg_sleep(600)').catch(() => {})
    const others = `FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`
    const until = async (count: number, where: string) => {
      while ((await sql(`SELECT 1 ${others} AND ${where}`)).length < count);
    }
    await until(1, `wait_event = 'PgSleep'`)
    const writing = Promise.allSettled(
      Array.from({ length: 5 }, () => requests.receive(aRequest())),
    )
    await until(5, `wait_event_type = 'Lock'`)
    await sql(`SELECT pg_terminate_backend(pid) ${others}`)

    expect((await writing).map(({ status }) => status)).toEqual(Array(5).fill('rejected'))
    await held
    expect(told).toContain('store.connection-lost')
    for (let n = 0; n < 10; n += 1) expect(await requests.receive(aRequest())).toBeDefined()
    expect(await audit.verify()).toMatchObject({ ok: true, seq: 10 })
  },
)
