import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { afterEach, describe, expect, test } from '@jest/globals'
import { DingTalkUnreachableError } from '../../../src/core/errors.ts'
import { createHosts } from '../../../src/dingtalk/openapi/hosts.ts'
import { createTransport, serverTime } from '../../../src/dingtalk/openapi/http.ts'
import { eventually } from '../../support/eventually.ts'
import { drip, endless } from '../../support/hostile.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function transportTo(answer: RequestListener, timeoutMs?: number) {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const base = `http://127.0.0.1:${port}`
  const hosts = createHosts({ api: base, oapi: base, overridden: true })
  const transport = createTransport({ hosts, ...(timeoutMs !== undefined && { timeoutMs }) })
  closing.push(async () => {
    await transport.close()
    server.closeAllConnections()
    server.close()
  })
  const send = (url: string) => transport.send('/name', { url, method: 'GET', headers: {} })
  return { base, send, close: transport.close }
}

describe('transport', () => {
  test('gives status and text of whatever is answered', async () => {
    const { base, send } = await transportTo((_, response) => response.writeHead(418).end('茶'))
    expect(await send(`${base}/x`)).toEqual({ status: 418, text: '茶' })
  })

  test('follows no redirect', async () => {
    const paths: (string | undefined)[] = []
    const { base, send } = await transportTo((request, response) => {
      paths.push(request.url)
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    expect((await send(`${base}/x`)).status).toBe(302)
    expect(paths).toEqual(['/x'])
  })

  test('calls no other host', async () => {
    let called = 0
    const other = await transportTo((_, response) => {
      called += 1
      response.end()
    })
    const { send } = await transportTo((_, response) => response.end())
    const url = `${other.base.replace('127.0.0.1', '127.0.0.2')}/x`
    await expect(send(url)).rejects.toThrow('/name is not on a host of DingTalk')
    expect(called).toBe(0)
  })

  test('gives up on a silent server, and on one that stops in the middle', async () => {
    const silent = await transportTo(() => undefined, 50)
    await expect(silent.send(`${silent.base}/x`)).rejects.toThrow(DingTalkUnreachableError)
    const halting = await transportTo((_, response) => void response.write('{'), 50)
    await expect(halting.send(`${halting.base}/x`)).rejects.toThrow(DingTalkUnreachableError)
  })

  test('takes in no answer without an end', async () => {
    const flood = endless()
    const { base, send } = await transportTo((_, response) => flood.answer(response), 60_000)
    const error = await send(`${base}/x`).catch(error => error)
    expect(error).toBeInstanceOf(DingTalkUnreachableError)
    expect(error.cause.message).toBe('the answer is too long')
    await flood.hungUp()
    expect(flood.sentMegabytes()).toBeLessThan(64)
  })

  test('is not held by one that comes byte by byte', async () => {
    const { base, send } = await transportTo((_, response) => drip(response), 100)
    await expect(send(`${base}/x`)).rejects.toThrow(DingTalkUnreachableError)
  })

  test('closing gives up at once what is under way: a stop does not wait for DingTalk', async () => {
    let asked = false
    const { base, send, close } = await transportTo(() => {
      asked = true
    }, 60_000)
    const error = send(`${base}/x`).catch(error => error)
    await eventually(() => asked)
    await close()
    expect((await error).cause.message).toBe('UND_ERR_DESTROYED')
  })

  test('a broken answer gives an error without its address or its content', async () => {
    const { base, send } = await transportTo(
      request => void request.socket.end('token-in-a-bad-answer'),
    )
    const error = await send(`${base}/x?access_token=hidden`).catch(error => error)
    expect(error).toBeInstanceOf(DingTalkUnreachableError)
    const shown = `${error.stack} ${error.cause.stack} ${JSON.stringify(error.cause)}`
    expect(shown).not.toMatch(/hidden|token-in-a-bad-answer/)
  })
})

describe('the time of the server', () => {
  test('is not worth an answer without an end, nor one that comes byte by byte', async () => {
    const flood = endless()
    const { base } = await transportTo((_, response) => flood.answer(response))
    await expect(serverTime(base, 60_000)).rejects.toThrow(DingTalkUnreachableError)
    await flood.hungUp()
    expect(flood.sentMegabytes()).toBeLessThan(64)
    const slow = await transportTo((_, response) => drip(response))
    await expect(serverTime(slow.base, 100)).rejects.toThrow(DingTalkUnreachableError)
  })
})
