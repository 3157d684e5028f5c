import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import type { Request } from '../../src/core/model/request.ts'
import { startOn } from '../changes/ask.ts'
import { storeOn } from '../store/stores.ts'
import type { Bot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'
import { fc, seed } from '../support/properties.ts'
import { deedOf } from './should.ts'
import { type Step, step } from './wire-steps.ts'

const each = 15

const histories = fc
  .sample(fc.array(step, { minLength: 4, maxLength: 10 }), { seed, numRuns: each })
  .map((steps, n) => ({ n, steps }))

let names = 0
function lineOf({ what, role, user }: Extract<Step, { do: 'ask' }>): string {
  names += 1
  switch (what) {
    case 'rename':
      return `/role rename ${role} 名${names}`
    case 'add':
      return `/role add ${role} ${user} EMP202`
    case 'remove':
      return `/role remove ${role} ${user}`
    case 'scope':
      return `/role scope ${user} ${role} --depts 11,20`
    case 'create':
      return `/role create 名${names} --group 职务`
    case 'delete':
      return `/role delete ${role}`
  }
}

/** Cards that somebody sees: one that could not be delivered is made all the same. */
const seen = (bot: Bot) =>
  [...bot.sandbox.cards.values()].filter(({ deliveredTo }) => deliveredTo.length > 0)

/** Cards on which something can be pressed, the newest last. */
const open = (bot: Bot) =>
  seen(bot).filter(({ outTrackId }) =>
    bot.sandbox.view(outTrackId).buttons.some(({ id }) => id === 'approve' || id === 'confirm'),
  )

async function take(bot: Bot, step: Step): Promise<void> {
  const { sandbox } = bot
  switch (step.do) {
    case 'ask':
      await sandbox.say(step.who, lineOf(step), { deliveries: step.deliveries })
      break
    case 'approve': {
      const card = open(bot).at(-1)
      if (!card) break
      const { buttons } = sandbox.view(card.outTrackId)
      const press = () => sandbox.press(step.who, card.outTrackId, buttons[0]?.id ?? 'approve')
      await Promise.all(step.twice ? [press(), press()] : [press()])
      break
    }
    case 'say': {
      const title = open(bot).at(-1)?.cardParamMap.title ?? ''
      await sandbox.say(step.who, `/${step.word} ${/\[(\w{5})\]$/.exec(title)?.[1] ?? 'ZZZZZ'}`)
      break
    }
    case 'fault':
      sandbox.faults.set(step.fault, { path: step.path, times: 1, ms: 300, copies: 2 })
      break
    case 'by hand': {
      const { company } = sandbox
      if (step.what === 'dismiss') company.removeAdmin('boss002')
      else if (!company.roles.has(step.role)) break
      else if (step.what === 'rename') company.renameRole(step.role, `手${++names}`)
      else if (step.what === 'add') company.addMembers([step.role], [step.user])
      else company.removeMembers([step.role], [step.user])
      break
    }
    case 'restart':
      await bot.stop()
      await bot.start()
      break
  }
}

const body = z.looseObject({}).catch({})
/** What a call would change, in the words of should.ts. */
function keysOf({ path, body: sent }: Bot['sandbox']['calls'][number]): readonly string[] {
  const it = body.parse(sent)
  const each = (what: string) =>
    String(it.userIds)
      .split(',')
      .map(userid => `${what} ${it.roleIds} ${userid}`)
  switch (path) {
    case '/role/update_role':
      return [`rename ${it.roleId} → ${it.roleName}`]
    case '/topapi/role/addrolesforemps':
      return each('add')
    case '/topapi/role/removerolesforemps':
      return each('remove')
    case '/topapi/role/scope/update':
      return [`scope ${it.role_id} ${it.userid} ${it.dept_ids ?? 'everyone'}`]
    case '/role/add_role':
      return [`create ${it.roleName}`]
    case '/topapi/role/deleterole':
      return [`delete ${it.role_id}`]
    default:
      return []
  }
}

describe.each(databases)(
  `random histories over the wire, seed ${seed}, on $name`,
  ({ open: openDatabase }) => {
    test.each(histories)('$n', async ({ steps }) => {
      const database = await openDatabase()
      // What is pushed to a robot that is going away is given up, as DingTalk does.
      const bot = await startOn(async () => database, {
        sandbox: { ackLimitMs: 300, pressLimitMs: 300 },
      })
      for (const step of steps) await bot.clock.fly(take(bot, step))
      bot.sandbox.faults.clear()
      await bot.clock.fly(bot.sandbox.connected())

      const { requests, audit } = await storeOn(bot.config.databaseUrl)
      const none = (which: string) =>
        bot.clock.fly(
          eventually(
            async () => (await database.sql(`SELECT id FROM requests WHERE ${which}`)).length === 0,
            30_000,
          ),
        )
      await none(`status = 'received'`)
      bot.clock.advance(25 * 3_600_000)
      await none(`status IN ('received', 'running', 'awaiting', 'scheduled') OR owed = 1`)

      const codes = new Set<string>()
      for await (const { code, to } of audit.each()) if (to === 'running' && code) codes.add(code)
      const approved = await Promise.all(
        [...codes].map(async code =>
          requests.byCode(code).then(request => request ?? missing(code)),
        ),
      )
      const allowed = new Set(approved.flatMap(request => deedOf(request).keys))
      const called = bot.writes().flatMap(keysOf)
      expect(called.filter(key => !allowed.has(key))).toEqual([])
      for (const request of approved.filter(({ status }) => status === 'done')) {
        const { details } = request
        const outcome = 'change' in details ? details.outcome : undefined
        const failed = (outcome?.failed ?? []).map(({ userid }) => String(userid))
        const should = deedOf(request).keys.filter(key => !failed.includes(key.split(' ')[2] ?? ''))
        expect(called).toEqual(expect.arrayContaining(should))
      }
      expect(await audit.verify()).toMatchObject({ ok: true })
      for (const { outTrackId } of seen(bot))
        expect(bot.sandbox.view(outTrackId).buttons).toEqual([])
    })
  },
)

function missing(code: string): Request {
  throw new Error(`${code} is gone`)
}
