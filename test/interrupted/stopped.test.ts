import { describe, expect, test } from '@jest/globals'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { ask, bodies, codeOf, reaches, startOn } from '../changes/ask.ts'
import { company, serve, settled } from '../e2e/served.ts'
import { databases } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'

const minute = 60_000
const line = '/role rename 1203141 财务部'
const path = '/role/update_role'

/** A change is asked for; resolves with its card. */
async function asked(sandbox: Sandbox) {
  await sandbox.say('boss001', line)
  return eventually(() => {
    const item = sandbox.conversation().at(-1)
    return item?.kind === 'card' ? item.outTrackId : undefined
  }, minute)
}

const renames = (sandbox: Sandbox) => sandbox.calls.filter(call => call.path === path)

/** The card comes to its end under the next start, and nothing more happens. */
async function endsWell(sandbox: Sandbox, url: string, outTrackId: string) {
  await serve(sandbox, url)
  await eventually(() => sandbox.view(outTrackId).title.startsWith('Done'), minute)
  await settled(sandbox, url)
  expect(sandbox.view(outTrackId).title).toMatch(/^Done/)
  expect(sandbox.view(outTrackId).buttons).toEqual([])
  expect(sandbox.company.roles.get(1203141)?.name).toBe('财务部')
  expect(renames(sandbox)).toHaveLength(1)
  expect(sandbox.cards.size).toBe(1)
  await sandbox.say('boss001', '/audit --role 1203141')
  await settled(sandbox, url)
  expect(sandbox.cards.size).toBe(2)
  const audit = [...sandbox.cards.values()].at(-1)?.cardParamMap.markdown ?? ''
  const code = codeOf(sandbox.view(outTrackId).title)
  expect(audit.match(new RegExp(`running ${code}`, 'g'))).toHaveLength(1)
}

describe.each(databases)('killed while a change is on its way, on $name', ({ open }) => {
  test('before DingTalk heard of it: done by the next start', async () => {
    const sandbox = await company()
    const { url } = await open()
    const first = await serve(sandbox, url)
    const outTrackId = await asked(sandbox)
    sandbox.faults.set('hang', { path, times: 1 })
    void sandbox.press('boss002', outTrackId, 'approve')
    await eventually(() => sandbox.faults.list().length === 0, minute)
    first.kill('SIGKILL')
    await first.ended
    await endsWell(sandbox, url, outTrackId)
  })

  test.each([
    ['once it is in effect, before the answer came', ({ path: called }) => called === path],
    [
      'before its end was shown',
      ({ path: called, method }) => method === 'PUT' && called.startsWith('/v1.0/card/'),
    ],
  ] satisfies [string, (call: Sandbox['calls'][number]) => boolean][])(
    '%s: not done again',
    async (_, isMoment) => {
      const sandbox = await company()
      const { url } = await open()
      const first = await serve(sandbox, url)
      const outTrackId = await asked(sandbox)
      const stop = sandbox.listen(event => {
        if (event.kind !== 'call' || !isMoment(event.call)) return
        first.kill('SIGKILL')
        stop()
      })
      void sandbox.press('boss002', outTrackId, 'approve')
      await first.ended
      await endsWell(sandbox, url, outTrackId)
    },
  )

  test('stopped in order, in the middle of the call: settled by the next start', async () => {
    const bot = await startOn(open)
    const { code } = await ask(bot, 'boss001', line)
    bot.sandbox.faults.set('hang', { path, times: 1 })
    await bot.presses('boss002', 'approve')
    await eventually(() => bot.sandbox.faults.list().length === 0)
    await bot.clock.fly(bot.stop())
    bot.sandbox.faults.clear()
    await eventually(() => bot.calls(path).length === 1)
    await bot.start()
    await bot.clock.fly(reaches(bot, code, 'Done'))
    await bot.clock.fly(bot.settled())
    expect(bodies(bot)).toHaveLength(1)
  })
})
