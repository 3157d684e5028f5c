import { userId } from '../../src/core/directory.ts'
import type { Request } from '../../src/core/model/request.ts'
import type { CardAction } from '../../src/core/ports.ts'
import type { VirtualClock } from '../support/virtual-clock.ts'
import type { Change, Outside, Step } from './steps.ts'
import type { World } from './world/world.ts'

/** Tells a history in a world, and then waits until everything has come to rest. */
export async function play(steps: readonly Step[], world: World, clock: VirtualClock) {
  const { company, trouble } = world
  const heard: (() => Promise<unknown>)[] = []
  let together: Promise<unknown>[] = []
  let names = 0
  const fresh = () => `n${++names}`

  /** Changes, from the newest. */
  const asked = (): Request[] =>
    world
      .requestsSoFar()
      .filter(({ details }) => 'impact' in details)
      .toReversed()
  const pick = <T>(list: readonly T[], which: number): T | undefined => list[which % list.length]
  const roleAt = (at: number) => [...company.roles.keys()][at % company.roles.size] ?? 7

  function lineOf(change: Change): string | undefined {
    switch (change.what) {
      case 'rename':
        return `/role rename ${roleAt(change.role)} ${fresh()}`
      case 'add': {
        const lasting = change.hours ? ` --for ${change.hours}h` : ''
        return `/role add ${roleAt(change.role)} ${change.users.join(' ')}${lasting}`
      }
      case 'remove':
        return `/role remove ${roleAt(change.role)} ${change.users.join(' ')}`
      case 'scope':
        return `/role scope ${change.user} ${roleAt(change.role)} --depts ${change.depts.join(',')}`
      case 'everyone':
        return `/role scope ${change.user} ${roleAt(change.role)} --everyone`
      case 'create':
        return `/role create ${fresh()} --group 职务`
      case 'group':
        return `/role group create ${fresh()}`
      case 'delete':
        return `/role delete ${roleAt(change.role)}`
      case 'admins':
        return `/rbac create ${fresh()} --members ${change.users.join(',')} --actions a --resources r`
      case 'undo': {
        const done = asked().filter(({ status }) => status === 'done')
        const code = pick(done, change.which)?.code
        return code && `/undo ${code}`
      }
    }
  }

  /** What an administrator does in DingTalk's own console; what DingTalk would refuse does not happen. */
  function changeOutside(change: Outside): void {
    const outside = company.as('outside')
    switch (change.what) {
      case 'rename':
        outside.rename(roleAt(change.role), `outside ${fresh()}`)
        break
      case 'add':
        outside.add(roleAt(change.role), userId.parse(change.user))
        break
      case 'remove':
        outside.remove(roleAt(change.role), userId.parse(change.user))
        break
      case 'scope': {
        const scope = change.depts.map(id => ({ id, name: `D${id}` }))
        outside.scope(roleAt(change.role), userId.parse(change.user), scope)
        break
      }
      case 'dismiss':
        company.appoint(userId.parse(change.who), undefined)
        break
      case 'appoint': {
        const scope = [change.level === 'main' ? 1 : 10]
        company.appoint(userId.parse(change.who), { level: change.level, scope })
        break
      }
    }
  }

  async function come(
    deliver: (at: number) => Promise<unknown>,
    { at, copies, together: with_ }: { at: number; copies: number; together: boolean },
  ) {
    heard.push(() => deliver(at))
    for (let copy = 0; copy < copies; copy += 1) together.push(deliver(at + copy))
    if (!with_) await settle()
  }
  async function settle() {
    await clock.until(Promise.all(together))
    together = []
  }

  for (const [n, step] of steps.entries()) {
    switch (step.do) {
      case 'ask': {
        const line = lineOf(step.change)
        if (line === undefined) break
        await come(at => world.says(at, step.who, line, `${world.name} message ${n}`), step)
        break
      }
      case 'write': {
        const request = pick(asked(), step.which)
        if (!request) break
        const line = `/${step.word} ${request.code}`
        await come(at => world.says(at, step.who, line, `${world.name} message ${n}`), step)
        break
      }
      case 'agree': {
        const request = pick(asked(), step.which)
        if (!request) break
        const details = request.details.kind === 'change' ? request.details : undefined
        const own =
          details && (details.alone || world.policy.approvals[details.risk].by === 'requester')
        const approvers = details?.approvers ?? []
        const able = (own ? undefined : pick(approvers, step.by)) ?? request.requester
        const presser = step.instead === null ? able : userId.parse(step.instead)
        const button = own ? 'confirm' : 'approve'
        const frameId = `${world.name} frame ${n}`
        const press: CardAction = {
          frameId,
          requestId: request.id,
          userid: presser,
          button,
          params: {},
        }
        await come(at => world.presses(at, press), step)
        break
      }
      case 'press': {
        const request = pick(asked(), step.which)
        if (!request) break
        const press: CardAction = {
          frameId: `${world.name} frame ${n}`,
          requestId: request.id,
          userid: userId.parse(step.who),
          button: step.button,
          params: {},
        }
        await come(at => world.presses(at, press), step)
        break
      }
      case 'again': {
        const deliver = heard.at(-1 - step.which)
        if (deliver) await come(() => deliver(), step)
        break
      }
      case 'outside':
        try {
          changeOutside(step.change)
        } catch {
          // Refused there, too.
        }
        if (step.told) world.remembered.forget()
        break
      case 'mischief':
        trouble.plan(step.mischief)
        break
      case 'crash':
        world.robot(step.at).life.dieAt(step.after)
        break
      case 'pass':
        clock.pass(step.minutes * 60_000)
        await clock.until(clock.sleep(1_000))
        break
    }
  }
  await settle()
  await rest()

  /** Nothing more goes wrong, robots live, and time passes until nothing is left to be done. */
  async function rest() {
    trouble.clear()
    for (let days = 0; days < 8; days += 1) {
      for (const at of [0, 1]) world.robot(at).life.dieAt(Number.POSITIVE_INFINITY)
      await clock.until(clock.sleep(21_000))
      if ((await unsettled()).length === 0) return
      clock.pass(25 * 3_600_000)
    }
  }

  async function unsettled(): Promise<readonly Request[]> {
    const now = await Promise.all(world.requestsSoFar().map(({ id }) => world.requests.get(id)))
    return now.flatMap(request =>
      request && (request.deliveryPending || open.includes(request.status)) ? [request] : [],
    )
  }
}

const open: readonly string[] = ['received', 'running', 'awaiting', 'scheduled']
