import { afterEach, describe, expect, test } from '@jest/globals'
import request from 'supertest'
import type { Health } from '../../src/http/readiness.ts'
import { createHttpServer } from '../../src/http/server.ts'

const health: Health = { streamConnected: () => true, storeReady: async () => true }
const metrics = { text: async () => ({ contentType: 'text/plain; version=0.0.4', body: 'a 1\n' }) }

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map(server => server.close()))
})

async function serve(parts: Partial<Parameters<typeof createHttpServer>[0]> = {}) {
  const server = await createHttpServer({ host: '127.0.0.1', port: 0, health, metrics, ...parts })
  open.push(server)
  return server.url
}

async function get(url: string) {
  const response = await request(url).get('')
  const body: unknown = response.body
  return { status: response.status, body, headers: new Headers(response.headers) }
}

test('healthz answers while the process lives, whatever else is missing', async () => {
  const url = await serve({
    health: { streamConnected: () => false, storeReady: async () => false },
  })
  const { status, body, headers } = await get(`${url}/healthz`)
  expect({ status, body }).toEqual({ status: 200, body: { alive: true } })
  expect(headers.get('x-powered-by')).toBeNull()
})

describe('readyz', () => {
  test('is 200 when the stream is connected and the store answers', async () => {
    expect(await get(`${await serve()}/readyz`)).toMatchObject({
      status: 200,
      body: { ready: true, missing: [] },
    })
  })

  const lackings: readonly { missing: string; lacking: Health }[] = [
    { missing: 'stream', lacking: { ...health, streamConnected: () => false } },
    { missing: 'store', lacking: { ...health, storeReady: async () => false } },
    {
      missing: 'store',
      lacking: { ...health, storeReady: () => Promise.reject(new Error('closed')) },
    },
    { missing: 'store', lacking: { ...health, storeReady: () => new Promise<boolean>(() => {}) } },
  ]

  test.each(lackings)('is 503 and names $missing', async ({ missing, lacking }) => {
    expect(await get(`${await serve({ health: lacking })}/readyz`)).toMatchObject({
      status: 503,
      body: { ready: false, missing: [missing] },
    })
  })
})

test('metrics are sent with their content type', async () => {
  const response = await fetch(`${await serve()}/metrics`)
  expect(response.headers.get('content-type')).toContain('version=0.0.4')
  expect(await response.text()).toBe('a 1\n')
})

test('faults and unknown paths are JSON without a stack', async () => {
  const url = await serve({ metrics: { text: () => Promise.reject(new Error('at secret.ts:1')) } })
  expect(await get(`${url}/metrics`)).toMatchObject({ status: 500, body: { error: 'failed' } })
  expect(await get(`${url}/nowhere`)).toMatchObject({ status: 404, body: { error: 'not found' } })
  expect(await get(`${url}/%zz`)).toMatchObject({ status: 404 })
})

describe('it listens', () => {
  const at = (url: string, host: string) => `http://${host}:${new URL(url).port}/healthz`

  test('on the one address that it is told, and on no other', async () => {
    const url = await serve({ host: '127.0.0.1' })
    expect(await get(at(url, '127.0.0.1'))).toMatchObject({ status: 200 })
    // All of 127.0.0.0/8 leads to this machine.
    await expect(fetch(at(url, '127.0.0.2'))).rejects.toThrow()
  })
  test('on all of them where it is told 0.0.0.0, and names one that leads there', async () => {
    const url = await serve({ host: '0.0.0.0' })
    for (const address of [url.slice('http://'.length).split(':')[0] ?? '', '127.0.0.2'])
      expect(await get(at(url, address))).toMatchObject({ status: 200 })
  })
  test('on an address of the sixth version, in brackets', async () => {
    const url = await serve({ host: '::1' })
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/)
  })
  test('not where the address is none of this machine', async () => {
    await expect(serve({ host: '192.0.2.7' })).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' })
  })
})

test('a taken port rejects', async () => {
  const { port } = new URL(await serve())
  await expect(serve({ port: Number(port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('close frees the port though a client keeps its connection', async () => {
  const server = await createHttpServer({ host: '127.0.0.1', port: 0, health, metrics })
  await fetch(`${server.url}/healthz`)
  await server.close()
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow()
})
