import { changeOutside } from '../company/outside-change.ts'
import type { Sandbox } from '../sandbox.ts'
import { ScriptError } from './script-error.ts'
import type { StandIns } from './stand-ins.ts'
import type { Line } from './step.ts'
import type { ScriptLabels, Transcript } from './transcript.ts'

/**
 * The card that a press is meant for, and its button by id or text: the one of that code, else the newest that shows the button,
 * else the newest that once did, as somebody presses who has not looked for a while. Throws a ScriptError where there is none.
 */
function findCard(
  sandbox: Pick<Sandbox, 'cards' | 'view'>,
  wanted: {
    userid: string
    button: string
    on: string | undefined
    standIns: Pick<StandIns, 'reveal'>
  },
) {
  const { userid, button, on, standIns } = wanted
  const code = on && standIns.reveal(on)
  const cards = [...sandbox.cards.values()]
    .reverse()
    .filter(
      ({ outTrackId }) =>
        code === undefined || sandbox.view(outTrackId).title.includes(`[${code}]`),
    )
  if (cards.length === 0) throw new ScriptError('noCard', { on: on ?? '' })
  const asked = button.toLowerCase()
  for (const { outTrackId } of cards) {
    const shown = sandbox
      .view(outTrackId, userid)
      .buttons.find(({ id, text }) => id === asked || text.toLowerCase() === asked)
    if (shown) return { outTrackId, button: { id: shown.id, text: shown.text } }
  }
  const old = cards.find(({ buttonsSeen }) => buttonsSeen.has(asked))
  if (!old) throw new ScriptError('noButton', { button })
  return { outTrackId: old.outTrackId, button: { id: asked, text: button } }
}

/** What a script can do to the robot itself. */
export interface ScriptRobot {
  /** Whether it has anything in hand. */
  busy(): Promise<boolean>
  /** Moves its clock, and the sandbox's, forward. */
  advance(ms: number): Promise<void>
  restart(): Promise<void>
}

/** Carries out one line; answers how the transcript tells it, in paragraphs. Throws a ScriptError where it cannot be carried out. */
export function createStepper(deps: {
  sandbox: Sandbox
  robot: ScriptRobot
  labels: ScriptLabels
  standIns: StandIns
  transcript: Transcript
}) {
  const { sandbox, robot, labels, standIns, transcript } = deps
  const { company } = sandbox

  function person(who: string) {
    const found = company.persons.get(who)
    if (!found) throw new ScriptError('nobody', { who })
    return found
  }

  function called(who: string) {
    const byId = company.persons.get(who)
    if (byId) return [byId]
    const named = [...company.persons.values()].filter(({ name }) => name === who)
    if (named.length > 1) throw new ScriptError('severalOfThatName', { who })
    return named
  }

  /** `@EMP123` and `@王芳` are picked mentions; DingTalk has no other way to mention. */
  function mentionsIn(text: string) {
    const picked = [...text.matchAll(/@(\S+)/gu)].flatMap(([, who = '']) => {
      const [whole] = called(who)
      // As in "@王芳，谢谢".
      return whole ? [whole] : called(who.replace(/[^\p{L}\p{N}].*$/u, ''))
    })
    const shown = picked.reduce(
      (rest, { userid, name }) => rest.replace(`@${userid}`, `@${name}`),
      text,
    )
    return { mentions: picked.map(({ userid }) => userid), text: shown }
  }

  return async function run({ text, step }: Line): Promise<readonly string[]> {
    switch (step.kind) {
      case 'comment':
        return [text]
      case 'say': {
        const { userid, name, staff } = person(step.who)
        if (step.single && !staff) throw new ScriptError('noSingleChat', { who: step.who })
        const words = standIns.reveal(step.text)
        // A chat with the robot alone has no one to pick with @.
        const said = step.single ? { mentions: [], text: words } : mentionsIn(words)
        const { ack } = await sandbox.say(userid, said.text, {
          mentions: said.mentions,
          ...(step.single && { conversation: 'single' }),
        })
        if (!ack) throw new ScriptError('notHeard')
        const place = step.single ? ' (single)' : ''
        return [`${name} (${userid})${place}: ${said.text}`]
      }
      case 'press': {
        const { userid, name } = person(step.who)
        const { outTrackId, button } = findCard(sandbox, { ...step, userid, standIns })
        await sandbox.press(userid, outTrackId, button.id, { deliveries: step.twice ? 2 : 1 })
        const pressed = labels.presses({
          person: `${name} (${userid})`,
          button: `[${button.text}]${step.twice ? ' ×2' : ''}`,
          card: labels.card(transcript.numberOf(outTrackId)),
        })
        return [pressed, ...transcript.answer(outTrackId, userid)]
      }
      case 'outside':
        try {
          changeOutside(company, step.change)
        } catch (error) {
          throw new ScriptError('outsideFailed', { why: String(error) })
        }
        return [`> ${text}`]
      case 'fault':
        sandbox.faults.set(step.name, step.options)
        return [`> ${text}`]
      case 'fault off':
        sandbox.faults.clear(step.name)
        return [`> ${text}`]
      case 'advance':
        await robot.advance(step.ms)
        return [`> ${text}`]
      case 'restart':
        await robot.restart()
        return [`> ${text}`]
    }
  }
}
