import type { Item } from '../chat/conversations.ts'
import type { Sandbox } from '../sandbox.ts'
import { renderView } from './render-view.ts'
import type { StandIns } from './stand-ins.ts'

/** The few words that a transcript has of its own, in the reader's language. */
export interface ScriptLabels {
  /** `single` is the person whose chat with the robot it is; `mentions` is empty or begins with a blank. */
  robot(about: { robot: string; mentions: string; single: string | undefined }): string
  card(number: number): string
  cardNow(number: number): string
  onlyFor(person: string): string
  presses(about: { person: string; button: string; card: string }): string
}

type Seen = Pick<Sandbox, 'conversation' | 'company' | 'cards' | 'view'>

/** Writes down what happened since the last look: new messages and cards, and what changed on a card, for all or for one. */
export function createTranscript({
  sandbox,
  robotName,
  labels,
  standIns,
}: {
  sandbox: Seen
  robotName: string
  labels: ScriptLabels
  standIns: StandIns
}) {
  const { company, cards } = sandbox
  const told = new Map<string, number>()
  const numbers = new Map<string, number>()
  const rendered = new Map<string, string>()
  const staff = () => [...company.persons.values()].filter(({ staff }) => staff)
  const nameOf = (userid: string) => company.persons.get(userid)?.name ?? userid
  const named = (text: string, mentions: readonly string[]) =>
    mentions.reduce((rest, userid) => rest.replaceAll(`@${userid}`, `@${nameOf(userid)}`), text)
  const render = (outTrackId: string, viewer?: string) =>
    named(
      renderView(sandbox.view(outTrackId, viewer)).join('\n'),
      cards.get(outTrackId)?.mentions ?? [],
    )

  function numberOf(outTrackId: string): number {
    const number = numbers.get(outTrackId) ?? numbers.size + 1
    numbers.set(outTrackId, number)
    return number
  }

  function newItems(): string[] {
    const places = [undefined, ...staff().map(({ userid }) => userid)]
    return places.flatMap(place => {
      const items = sandbox.conversation(place)
      const fresh = items.slice(told.get(place ?? '') ?? 0)
      told.set(place ?? '', items.length)
      return fresh.flatMap(item => renderItem(item, place && nameOf(place)))
    })
  }

  function renderItem(item: Item, single: string | undefined): string[] {
    if (item.kind === 'message') return []
    const mentions = item.mentions.map(userid => ` @${nameOf(userid)}`).join('')
    const head = labels.robot({ robot: robotName, mentions, single })
    if (item.kind === 'robot') {
      const markdown = named(item.text, item.mentions)
      const body = renderView({ title: item.title, markdown, tips: '', buttons: [] })
      return [[`${head}:`, ...body].join('\n')]
    }
    const { outTrackId } = item
    const known = numbers.has(outTrackId)
    const label = labels.card(numberOf(outTrackId))
    if (known) return [`${head}, ${label}`]
    const body = render(outTrackId)
    rendered.set(outTrackId, body)
    return [`${head}, ${label}:\n${body}`]
  }

  function changes(): string[] {
    return [...numbers].flatMap(([outTrackId, number]) => {
      const card = cards.get(outTrackId)
      if (!card) return []
      const viewers = [...new Set([...card.ownCopies.keys(), ...card.privateData.keys()])]
      const forAll = render(outTrackId)
      const edited = rendered.get(outTrackId) === forAll ? [] : [forAll]
      rendered.set(outTrackId, forAll)
      return [
        ...edited.map(body => `${labels.cardNow(number)}:\n${body}`),
        ...viewers.flatMap(viewer => onlyFor(outTrackId, viewer)),
      ]
    })
  }

  function onlyFor(outTrackId: string, viewer: string): string[] {
    const forAll = render(outTrackId)
    const key = `${outTrackId} ${viewer}`
    const own = render(outTrackId, viewer)
    const old = rendered.get(key)
    rendered.set(key, own)
    if (own === forAll || own === old) return []
    const lines = own.split('\n').filter(line => !forAll.split('\n').includes(line))
    return [`${labels.onlyFor(nameOf(viewer))}:\n${lines.join('\n')}`]
  }

  return {
    /** Paragraphs of what is new, codes and times as they are; none where nothing happened. */
    news: (): readonly string[] => [...newItems(), ...changes()],
    /** What the callback's answer shows the presser, before an edit for all takes its place. */
    answer: onlyFor,
    /** With stand-ins for codes and times. */
    written(paragraphs: readonly string[]): readonly string[] {
      for (const outTrackId of cards.keys()) standIns.learn(sandbox.view(outTrackId).title)
      paragraphs.forEach(standIns.learn)
      return paragraphs.map(standIns.hide)
    },
    numberOf,
  }
}

export type Transcript = ReturnType<typeof createTranscript>
