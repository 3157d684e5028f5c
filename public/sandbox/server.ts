import { type Guard, isObject, isText } from './guard.ts'

/** The sandbox is not there: what was asked is asked again when it is back. */
class Gone extends Error {}

const isRefusal = isObject({ error: isText })

async function call(path: string, method: 'GET' | 'POST' | 'DELETE', body?: object) {
  const request: RequestInit = body
    ? { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    : { method }
  const answer = await fetch(`/control${path}`, request).catch((error: unknown) => {
    throw new Gone(reason(error))
  })
  const json: unknown = await answer.json()
  if (!answer.ok) throw new Error(isRefusal(json) ? json.error : answer.statusText)
  return json
}

/** What the sandbox answers, where there is a body to something that is to be done; throws its explanation where it refuses. */
export async function ask<T>(path: string, is: Guard<T>, body?: object): Promise<T> {
  const json = await call(path, body ? 'POST' : 'GET', body)
  if (!is(json)) throw new Error(`${path} answered in another form than the page knows`)
  return json
}

/** Has something done whose answer does not matter; throws the sandbox's explanation where it refuses. */
export async function change(path: string, body: object, method: 'POST' | 'DELETE' = 'POST') {
  await call(path, method, body)
}

/** Why something did not work, as the sandbox or the browser says it. */
export const reason = (error: unknown) => (error instanceof Error ? error.message : String(error))

const listeners: ((kind: string) => void)[] = []
/** Many things that happen at once are one reason to ask again. */
const soonMs = 25

/**
 * Calls act soon after one of the kinds has happened, once for many; and whenever the sandbox is back. One call has ended
 * before the next begins: an older answer never comes after a newer one.
 */
export function hear(kinds: readonly string[], act: () => Promise<void>) {
  let waiting = false
  let acting = Promise.resolve()
  const next = async () => {
    waiting = false
    try {
      await act()
    } catch (error) {
      if (!(error instanceof Gone)) reportError(error)
    }
  }
  listeners.push(kind => {
    if (waiting || (kind !== 'back' && !kinds.includes(kind))) return
    waiting = true
    setTimeout(() => {
      acting = acting.then(next)
    }, soonMs)
  })
}
/** Says on this page that something has happened. */
export const tell = (kind: string) => {
  for (const listener of listeners) listener(kind)
}

const isTold = isObject({ kind: isText })

/** Begins to listen; alive(false) when the sandbox is gone, alive(true) when it is there. */
export function listen(alive: (now: boolean) => void) {
  const events = new EventSource('/control/events')
  events.onopen = () => {
    alive(true)
    tell('back')
  }
  events.onerror = () => alive(false)
  events.onmessage = ({ data }) => {
    const told: unknown = JSON.parse(data)
    if (isTold(told)) tell(told.kind)
  }
}

/** What a browser has stored under this key, or the other where that is nothing of this form. */
export function recall<T>(storage: Storage, key: string, is: Guard<T>, otherwise: T): T {
  const text = storage.getItem(key)
  const stored: unknown = text === null ? undefined : JSON.parse(text)
  return is(stored) ? stored : otherwise
}

/** What this browser tab remembers over a reload. */
export const memory = {
  get: <T>(key: string, is: Guard<T>, otherwise: T) => recall(sessionStorage, key, is, otherwise),
  set: (key: string, value: unknown) => sessionStorage.setItem(key, JSON.stringify(value)),
}
