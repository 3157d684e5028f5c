/** Talks with the sandbox, as a browser module: asks, tells, and hears at once of what happens. */
export const serverScript = `
/** What the sandbox answers; throws its explanation where it refuses, and what is marked as gone where it is not there. */
export async function ask(path, body, method = 'POST') {
  const answer = await fetch('/control' + path, body && {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(error => { throw Object.assign(error, { gone: true }) })
  const json = await answer.json()
  if (!answer.ok) throw new Error(json.error)
  return json
}

const listeners = []
/**
 * Calls act soon after one of the kinds has happened, once for many; and whenever the sandbox is back. One call has ended
 * before the next begins: an older answer never comes after a newer one.
 */
export function hear(kinds, act) {
  let waiting = false
  let acting = Promise.resolve()
  const next = async () => {
    waiting = false
    try {
      await act()
    } catch (error) {
      // It is asked again when it is back.
      if (!error.gone) reportError(error)
    }
  }
  listeners.push(kind => {
    if (waiting || (kind !== 'back' && !kinds.includes(kind))) return
    waiting = true
    setTimeout(() => { acting = acting.then(next) }, 25)
  })
}
export const tell = kind => { for (const listener of listeners) listener(kind) }

/** Begins to listen; alive(false) when the sandbox is gone, alive(true) when it is there. */
export function listen(alive) {
  const events = new EventSource('/control/events')
  events.onopen = () => {
    alive(true)
    tell('back')
  }
  events.onerror = () => alive(false)
  events.onmessage = ({ data }) => tell(JSON.parse(data).kind)
}

/** What this browser tab remembers over a reload. */
export const memory = {
  get(key, otherwise) {
    const text = sessionStorage.getItem(key)
    return text === null ? otherwise : JSON.parse(text)
  },
  set: (key, value) => sessionStorage.setItem(key, JSON.stringify(value)),
}
`
