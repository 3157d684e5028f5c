import {
  type Guarded,
  isAbsent,
  isAnything,
  isBoolean,
  isEither,
  isListOf,
  isNull,
  isNumber,
  isObject,
  isOneOf,
  isText,
} from './guard.ts'

const isMaybeText = isEither(isText, isNull)
const isMaybeNumber = isEither(isNumber, isNull)

/** GET /control/commands: what the robot says it understands. */
export const isCommands = isListOf(isObject({ usage: isText, summary: isText }))
export type Command = Guarded<typeof isCommands>[number]

/** GET /control/page: the state of the sandbox; `robot` is null where it cannot restart one. */
export const isState = isObject({
  startedAt: isNumber,
  connections: isNumber,
  faults: isListOf(isObject({ name: isText, struck: isNumber })),
  robot: isEither(isObject({ locale: isEither(isOneOf('en', 'zh'), isNull) }), isNull),
})
type State = Guarded<typeof isState>

const isAdminRight = isObject({ level: isOneOf(1, 2), scope: isListOf(isNumber) })
const isMember = isObject({
  userid: isText,
  name: isText,
  /** Null is everybody. */
  scope: isEither(isListOf(isNumber), isNull),
})
const isRole = isObject({
  id: isNumber,
  name: isText,
  isDefault: isBoolean,
  members: isListOf(isMember),
})
const isPerson = isObject({
  userid: isText,
  name: isText,
  title: isText,
  staff: isBoolean,
  admin: isEither(isAdminRight, isAbsent),
})

/** GET /control/company: the directory as DingTalk holds it now. */
export const isCompany = isObject({
  departments: isListOf(
    isObject({ id: isNumber, name: isText, parentId: isEither(isNumber, isAbsent) }),
  ),
  persons: isListOf(isPerson),
  groups: isListOf(isObject({ id: isNumber, name: isText, roles: isListOf(isRole) })),
  adminGroups: isListOf(isObject({ id: isText, name: isText })),
})
export type Company = Guarded<typeof isCompany>
export type Role = Guarded<typeof isRole>
export type Person = Guarded<typeof isPerson>

const isKind = isOneOf('group', 'single')
const isMessage = isObject({
  kind: isOneOf('message'),
  at: isNumber,
  name: isText,
  own: isBoolean,
  html: isText,
  /** The name that stands before it; null in a single chat. */
  robot: isMaybeText,
  read: isBoolean,
  mentions: isListOf(isText),
})
const isRobotMessage = isObject({
  kind: isOneOf('robot'),
  at: isNumber,
  name: isText,
  html: isText,
})
const isCard = isObject({
  kind: isOneOf('card'),
  at: isNumber,
  name: isText,
  outTrackId: isText,
  title: isText,
  html: isText,
  tips: isText,
  mentioned: isBoolean,
  buttons: isListOf(isObject({ id: isText, text: isText, color: isText, url: isMaybeText })),
})
const isItem = isEither(isEither(isMessage, isRobotMessage), isCard)
const isChatLine = isObject({
  id: isText,
  kind: isKind,
  title: isText,
  count: isNumber,
  last: isEither(isObject({ at: isNumber, name: isText, text: isText }), isNull),
})

/** GET /control/chat: what one person's phone shows; `html` was made and escaped by the server. */
export const isChat = isObject({
  viewer: isText,
  robotName: isText,
  persons: isListOf(
    isObject({
      userid: isText,
      name: isText,
      standing: isOneOf('outsider', 'staff', 'main', 'sub'),
    }),
  ),
  conversations: isListOf(isChatLine),
  conversation: isObject({ id: isText, kind: isKind, title: isText }),
  items: isListOf(isItem),
})
export type Chat = Guarded<typeof isChat>
export type ChatLine = Guarded<typeof isChatLine>
export type Item = Guarded<typeof isItem>
export type Card = Guarded<typeof isCard>
export type Bubble = Exclude<Item, Card>

/** POST /control/say: no `ack` where nobody acknowledged it in time. */
export const isSaid = isObject({ ack: isAnything })
/** POST /control/press: null where no answer came in time. */
export const isPressed = isObject({ response: isAnything })

const isMetered = isOneOf('pushes', 'calls', false)
const isRow = isObject({
  id: isText,
  kind: isOneOf('frame', 'call'),
  at: isNumber,
  name: isText,
  type: isText,
  /** Null where a frame was not acknowledged; 0 where a call was cut off. */
  status: isMaybeNumber,
  ms: isMaybeNumber,
  metered: isMetered,
  sent: isAnything,
  answered: isAnything,
})

/** GET /control/wire: both directions, newest first, and what counts against the quota. */
export const isWire = isObject({ pushes: isNumber, calls: isNumber, rows: isListOf(isRow) })
export type Wire = Guarded<typeof isWire>
export type Row = Wire['rows'][number]

/** What all parts of the page know; undefined until it was answered for the first time. */
export interface Known {
  commands: readonly Command[]
  company: Company | undefined
  state: State | undefined
}
