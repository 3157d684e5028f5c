import { once } from 'node:events'
import type { ServerResponse } from 'node:http'

const megabyte = Buffer.alloc(1024 * 1024, ' ')

/** Answers without an end, as fast as it is taken; how much of it was, until the other side hung up. */
export function endless() {
  let sent = 0
  let ended: Promise<unknown> | undefined
  function send(response: ServerResponse): void {
    response.write(megabyte, error => {
      if (error || response.destroyed) return
      sent += 1
      send(response)
    })
  }
  return {
    answer(response: ServerResponse): void {
      ended = once(response, 'close')
      send(response)
    },
    sentMegabytes: () => sent,
    hungUp: () => ended,
  }
}

/** A byte, and when it has gone another one: never silent, never done. */
export function drip(response: ServerResponse): void {
  // Each in a turn of its own: whoever is to give up lives in this process too.
  response.write(' ', () => response.destroyed || setImmediate(drip, response))
}
