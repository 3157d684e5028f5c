import { z } from 'zod'
import { DingTalkRefusedError } from '../../core/errors.ts'
import type { Family } from './endpoint.ts'
import type { Reply } from './http.ts'

/** The normal form of an answer, whichever family and shape it came in (openapi.md 0.2 and 0.4). */
export type Answer =
  | { readonly kind: 'ok'; readonly body: Envelope }
  | ({ readonly kind: 'refused' } & RefusedResponse)
  /** The address ban, as HTML or {"status":1111}: nothing may be called for five minutes (openapi.md 6.1). */
  | { readonly kind: 'banned' }
  /** Neither accepted nor refused: what was asked may have been done. */
  | { readonly kind: 'unreadable' }

export interface RefusedResponse {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly requestId: string | undefined
  readonly requiredScopes: readonly string[]
}

type Envelope = Readonly<Record<string, unknown>>

const envelope = z.record(z.string(), z.unknown())
const text = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined)

/** Read with lower-case keys: requestid, RequestId and accessdenieddetail all occur (openapi.md 0, 6.4). */
const said = z.object({
  errcode: text,
  errmsg: text,
  sub_code: text,
  sub_msg: text,
  code: text,
  message: text,
  request_id: text,
  requestid: text,
  status: text,
  success: z.boolean().optional().catch(undefined),
  result: envelope.optional().catch(undefined),
  accessdenieddetail: z
    .object({ requiredScopes: z.array(z.string()) })
    .optional()
    .catch(undefined),
})

/** Reads what DingTalk sent, never throws. oapi has accepted where errcode is 0 or "0"; HTTP 200 says nothing there. */
export function readResponse(family: Family, { status, text: sent }: Reply): Answer {
  const body = parse(sent)
  if (!body) {
    return sent.trimStart().startsWith('<') ? readPage(status) : { kind: 'unreadable' }
  }
  const outer = read(body)
  // The rbac calls put errcode inside result, sometimes with none outside (openapi.md 3.3).
  const inner = outer.result ? read(outer.result) : undefined
  if (outer.errcode === undefined && outer.status === '1111') return { kind: 'banned' }
  for (const part of [outer, inner]) {
    if (part?.errcode !== undefined && Number(part.errcode) !== 0) {
      return refused(status, { ...part, requestid: part.request_id ?? outer.request_id })
    }
  }
  if (inner?.errcode !== undefined && inner.success === false) {
    return refused(status, { ...inner, errcode: '-1' })
  }
  if (status >= 200 && status < 300) {
    const answered = family === 'v1' || (outer.errcode ?? inner?.errcode) !== undefined
    return answered ? { kind: 'ok', body } : { kind: 'unreadable' }
  }
  if (status >= 500 && outer.code === undefined) return { kind: 'unreadable' }
  return refused(status, outer)
}

/** Of the address ban's page. openapi.md 6.1 names none; 405 is what Alibaba Cloud's firewall blocks with, as does our sandbox. */
const banStatuses: readonly number[] = [403, 405, 429]

/**
 * A page is the address ban, or a proxy's 400 (stream-and-cards.md 1.3), or the 404 of a host that lacks the path: taken for
 * the ban, one of those would stop every call for five minutes.
 */
function readPage(status: number): Answer {
  if ((status >= 200 && status < 300) || banStatuses.includes(status)) return { kind: 'banned' }
  // A 5xx page leaves open whether DingTalk saw the call; a redirect is not followed.
  return status >= 400 && status < 500 ? refused(status, {}) : { kind: 'unreadable' }
}

function refused(status: number, part: Partial<z.output<typeof said>>): Answer {
  const gateway = part.errcode === '88' ? refusedByGateway(part) : undefined
  return {
    kind: 'refused',
    status,
    code: gateway?.code ?? part.errcode ?? part.code ?? `HTTP ${status}`,
    message: gateway?.message ?? part.sub_msg ?? part.errmsg ?? part.message ?? '',
    requestId: part.request_id ?? part.requestid,
    requiredScopes: part.accessdenieddetail?.requiredScopes ?? [],
  }
}

/** 88 hides the reason in sub_code, and in some answers only inside errmsg (openapi.md 0.2). */
function refusedByGateway({ sub_code, sub_msg, errmsg }: z.output<typeof said>) {
  if (sub_code !== undefined) return { code: sub_code, message: sub_msg ?? errmsg ?? '' }
  const found = /\[subcode=([^,\]]+)(?:,submsg=(.*))?\]/s.exec(errmsg ?? '')
  return found?.[1] === undefined ? undefined : { code: found[1], message: found[2] ?? '' }
}

function read(body: Envelope): z.output<typeof said> {
  return said.parse(
    Object.fromEntries(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value])),
  )
}

function parse(sent: string): Envelope | undefined {
  try {
    return envelope.safeParse(JSON.parse(sent)).data
  } catch {
    return undefined
  }
}

const namedScopes = /requiredScopes=\[([^\]]*)\]/
const listedScopes = /\[(\s*\w+(?:\s*[,，]\s*\w+)*\s*)\]/
const applyPage = /https:\/\/open-dev\.dingtalk\.(?:com|io)\/[^\s,，}\]）]+/

/** The permission points a 60011 text asks for, and the page that grants them (openapi.md 6.4). */
export function missingScopes(message: string): {
  scopes: readonly string[]
  applyLink: string | undefined
} {
  const inside = (namedScopes.exec(message) ?? listedScopes.exec(message))?.[1] ?? ''
  const scopes = inside
    .split(/[,，]/)
    .map(scope => scope.trim())
    .filter(scope => scope !== '')
  return { scopes, applyLink: applyPage.exec(message)?.[0] }
}

/** Whether DingTalk refused with exactly this code. */
export function refusedWith(error: unknown, code: string): error is DingTalkRefusedError {
  return error instanceof DingTalkRefusedError && error.code === code
}

/** Undefined instead of the error by which DingTalk says "there is none"; every other error stays one. */
export async function orAbsent<T>(
  answer: Promise<T>,
  codes: readonly string[],
): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof DingTalkRefusedError && codes.includes(error.code)) return undefined
    throw error
  }
}
