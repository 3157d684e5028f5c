import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import { z } from 'zod'
import type { Tokens } from '../api/tokens.ts'
import type { CardState } from '../cards/card.ts'
import type { PressOptions } from '../cards/presser.ts'
import type { Conversations } from '../chat/conversations.ts'
import type { SayOptions } from '../chat/speaker.ts'
import type { Company } from '../company/company.ts'
import { changeOutside, outsideChange } from '../company/outside-change.ts'
import { faultNames } from '../fault-names.ts'
import { type Faults, faultSchema } from '../faults.ts'
import type { RobotProcess } from '../options.ts'
import { chatView } from '../page/chat-view.ts'
import type { Ack, Wire } from '../wire.ts'
import { createHelp } from './help.ts'
import { cardSnapshot, companySnapshot, conversationsSnapshot } from './snapshot.ts'
import { liveEvents, wireView } from './wire-view.ts'

/** POST /control/say. */
const saying = z.object({
  userid: z.string(),
  text: z.string(),
  mentions: z.array(z.string()).optional(),
  conversation: z.string().optional(),
  msgtype: z.string().optional(),
  msgId: z.string().optional(),
  raw: z.record(z.string(), z.unknown()).optional(),
  rawData: z.string().optional(),
  deliveries: z.int().min(1).max(100).optional(),
})
/** POST /control/press. */
const pressing = z.object({
  userid: z.string(),
  outTrackId: z.string(),
  buttonId: z.string(),
  corpId: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  deliveries: z.int().min(1).max(100).optional(),
})
/** GET /control/chat. */
const looking = z.object({ viewer: z.string(), conversation: z.string().optional() })
/** POST /control/robot/restart. */
const restarting = z.object({ locale: z.enum(['en', 'zh']).optional() })

const badRequest: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
  response.status(400).json({ error: message })
}

/** A form can be sent here from any page without a question, JSON cannot (https://fetch.spec.whatwg.org/#cors-safelisted-request-header). */
const onlyJson: RequestHandler = ({ method, headers }, response, next) => {
  const isChange = method !== 'GET' && method !== 'HEAD'
  if (!isChange || /^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '')) next()
  else response.status(415).json({ error: 'what changes something is sent as application/json' })
}

/** The sandbox's own API under /control: look at everything, speak, press, make trouble. Not part of DingTalk. */
export function mountControl(
  app: Express,
  deps: {
    company: Company
    conversations: Conversations
    cards: Map<string, CardState>
    wire: Wire
    faults: Faults
    tokens: Tokens
    robotName: string
    say: (
      userid: string,
      text: string,
      options?: SayOptions,
    ) => Promise<{ msgId: string; ack: Ack | undefined }>
    press: (
      userid: string,
      outTrackId: string,
      buttonId: string,
      options?: PressOptions,
    ) => Promise<unknown>
    connected: () => number
    robot: RobotProcess | undefined
  },
) {
  const { company, conversations, cards, wire, faults, tokens, say, press, connected, robot } = deps
  const help = createHelp(deps)
  const startedAt = Date.now()
  const allCards = () => [...cards.values()].map(cardSnapshot)
  const control = express.Router().use(onlyJson, express.json({ limit: '20mb' }))

  const parts = {
    company: () => companySnapshot(company),
    conversations: () => conversationsSnapshot(conversations),
    cards: allCards,
    calls: () => wire.calls,
    frames: () => wire.frames,
    notices: () => wire.notices,
    faults: () => faults.list(),
    connections: () => connected(),
    faultNames: () => faultNames,
  }
  for (const [name, part] of Object.entries(parts))
    control.get(`/${name}`, (_request, response) => void response.json(part()))
  control.get('/state', (_request, response) => {
    response.json(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part()])))
  })
  control.get('/page', (_request, response) => {
    response.json({
      startedAt,
      connections: connected(),
      faults: faults.list(),
      robot: robot ? { locale: robot.locale?.() ?? null } : null,
    })
  })
  control.get('/wire', (_request, response) => {
    response.json(wireView(wire, conversations.hidden))
  })
  control.get('/commands', async (_request, response) => void response.json(await help()))
  control.post('/robot/restart', async (request, response) => {
    const { locale } = restarting.parse(request.body)
    if (!robot) throw new Error('this sandbox did not start the robot, and cannot restart it')
    await robot.restart(locale)
    response.json({})
  })
  control.get('/events', liveEvents(wire))
  control.get('/chat', (request, response) => {
    const { viewer, conversation } = looking.parse(request.query)
    response.json(chatView({ ...deps, viewer, wanted: conversation }))
  })
  control.post('/say', async (request, response) => {
    const { userid, text, ...options } = saying.parse(request.body)
    response.json(await say(userid, text, options))
  })
  control.post('/press', async (request, response) => {
    const { userid, outTrackId, buttonId, ...options } = pressing.parse(request.body)
    response.json({ response: (await press(userid, outTrackId, buttonId, options)) ?? null })
  })
  control.post('/faults', (request, response) => {
    const { name, ...options } = faultSchema.parse(request.body)
    faults.set(name, options)
    response.json({ faults: faults.list() })
  })
  control.delete(['/faults', '/faults/:name'], (request, response) => {
    const { name } = request.params
    faults.clear(typeof name === 'string' ? faultSchema.shape.name.parse(name) : undefined)
    response.json({ faults: faults.list() })
  })
  control.post('/company', (request, response) => {
    changeOutside(company, outsideChange.parse(request.body))
    response.json(companySnapshot(company))
  })
  control.post('/expire-token', (_request, response) => {
    tokens.invalidate()
    response.json({})
  })
  control.use((_request, response) => void response.status(404).json({ error: 'no such control' }))
  app.use('/control', control, badRequest)
}
