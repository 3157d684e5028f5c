import { z } from 'zod'
import type { Policy } from '../../src/core/policy.ts'
import { ask, reaches, startOn } from '../changes/ask.ts'
import type { TestDatabase } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'
import { type Matter, type Variant, variants } from './variants.ts'

export type World = Awaited<ReturnType<typeof startWorld>>

export interface Note {
  readonly example: string
  /** Of what was on its way: whether it is in effect in the company. */
  readonly effect?: 'yes' | 'no' | 'in part'
}

const rows = z.array(z.looseObject({ id: z.string(), code: z.string(), status: z.string() }))

/** A robot on a database, and what its requests are examples of. */
export async function startWorld(database: TestDatabase, policy?: Policy) {
  const bot = await startOn(async () => database, { ...(policy && { policy }) })
  const notes = new Map<string, Note>()
  let drawn = 0
  const next = () => {
    drawn += 1
    return drawn
  }
  const note = (code: string, example: string, more: Omit<Note, 'example'> = {}) =>
    void notes.set(code, { example, ...more })
  const rowOf = async (code: string) => {
    const text = `SELECT id, code, status FROM requests WHERE code = '${code}'`
    const [row] = rows.parse(await database.sql(text))
    if (!row) throw new Error(`no request ${code}`)
    return row
  }
  const isNow = (code: string, status: string) =>
    eventually(async () => (await rowOf(code)).status === status || undefined)
  const variant = (name: string): Variant => {
    const found = variants.find(one => one.name === name)
    if (!found) throw new Error(`no ${name}`)
    return found
  }

  /** Asks for a change of this kind, every third time in the single chat. */
  async function asked(
    one: Variant,
    example: string,
    given: { matter?: Matter; single?: boolean } = {},
  ) {
    const n = next()
    const about = given.matter ?? (await one.prepare(bot, n))
    const single = given.single ?? n % 3 === 0
    const card = await ask(
      bot,
      'boss001',
      about.line,
      single ? { conversation: 'single' } : undefined,
    ).catch(error => {
      throw new Error(`${about.line}: ${bot.lastAnswer().markdown}`, { cause: error })
    })
    note(card.code, `${one.name}: ${example}`)
    return { ...card, matter: about, single }
  }
  type Asked = Awaited<ReturnType<typeof asked>>

  const isConfirmed = ({ buttons }: Asked) => buttons.some(({ id }) => id === 'confirm')

  /** Its approver says yes: by the button, or in words where the card is in somebody's single chat. */
  async function agree(card: Asked, by = isConfirmed(card) ? 'boss001' : 'boss002') {
    if (card.single)
      return void (await bot.says(by, `/approve ${card.code}`, { conversation: 'single' }))
    await bot.presses(by, isConfirmed(card) ? 'confirm' : 'approve', card.outTrackId)
  }

  /** Asked for, agreed to, and at this end. */
  async function ended(one: Variant, example: string, title: string) {
    const card = await asked(one, example)
    await agree(card)
    await bot.clock.fly(reaches(bot, card.code, title))
    await bot.clock.fly(bot.settled())
    return card
  }

  /**
   * Agreed to, and not begun: the robot still tells the presser, to whom DingTalk was slow before. Time passes by 1.5 s.
   */
  async function agreedNotBegun({ code, outTrackId }: Asked) {
    const { faults } = bot.sandbox
    faults.set('delay', { path: '/topapi/user/listadmin', times: 1, ms: 700 })
    faults.set('hang', { path: '/v1.0/card/instances', times: 1 })
    const pressed = bot.sandbox.press('boss002', outTrackId, 'approve')
    await eventually(() => faults.list().every(({ name }) => name !== 'delay'))
    bot.clock.advance(1500)
    await pressed
    await isNow(code, 'running')
    await eventually(() => faults.list().every(({ path }) => path !== '/v1.0/card/instances'))
  }

  /** The call goes out, and no answer comes: nobody moves the clock, so that the robot waits before it reads. */
  async function unanswered(card: Asked) {
    const { id } = await rowOf(card.code)
    await agree(card)
    await eventually(() =>
      bot.log.some(({ event, fields }) => event === 'run.failed' && fields.id === id),
    )
  }

  /** The call goes out, and DingTalk has not begun with it. */
  async function onItsWay(card: Asked, path: string) {
    bot.sandbox.faults.set('hang', { path, times: 1 })
    await agree(card)
    await eventually(() => bot.sandbox.faults.list().every(fault => fault.path !== path))
  }

  return {
    ...{ bot, database, notes, note, next, rowOf, isNow, variant, asked, agree, ended },
    ...{ agreedNotBegun, unanswered, onItsWay },
  }
}
