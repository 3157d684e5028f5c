import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import axios, { type InternalAxiosRequestConfig } from 'axios'
import { DWClient, type DWClientDownStream, TOPIC_CARD, TOPIC_ROBOT } from 'dingtalk-stream'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { eventually } from '../support/eventually.ts'
import { createCardCalls } from './card-calls.ts'
import { createClient } from './client.ts'
import { start } from './start.ts'

/**
 * The SDK's hosts are constants, and no option of it changes them (stream-and-cards.md 1.4). It asks both with axios, so that
 * the host alone is exchanged on the way out; whatever else it does is its own.
 */
const officialHosts = /^https:\/\/o?api\.dingtalk\.com(?=\/)/
const toSandbox = (request: InternalAxiosRequestConfig) => {
  request.url = request.url?.replace(officialHosts, sandbox.url) ?? ''
  return request
}

let sandbox: Sandbox
let sdk: DWClient
let redirection: number
beforeEach(async () => {
  ;({ sandbox } = await start())
  // The SDK prints when it opens and when it leaves.
  jest.spyOn(console, 'info').mockImplementation(() => undefined)
  redirection = axios.interceptors.request.use(toSandbox)
  const { DINGTALK_CLIENT_ID: clientId, DINGTALK_CLIENT_SECRET: clientSecret } = sandbox.environment
  sdk = new DWClient({ clientId, clientSecret, keepAlive: false })
})
afterEach(() => {
  axios.interceptors.request.eject(redirection)
  sdk.disconnect()
  jest.restoreAllMocks()
})

test('the official Node SDK connects, is registered, answers a message, a press and an event, and leaves', async () => {
  const heard: DWClientDownStream[] = []
  sdk.registerCallbackListener(TOPIC_ROBOT, frame => {
    heard.push(frame)
    sdk.socketCallBackResponse(frame.headers.messageId, { taken: true })
  })
  const tips = {
    cardUpdateOptions: { updateCardDataByKey: true },
    cardData: { cardParamMap: { tips: 'seen' } },
  }
  sdk.registerCallbackListener(TOPIC_CARD, frame => {
    heard.push(frame)
    sdk.socketCallBackResponse(frame.headers.messageId, tips)
  })
  await sdk.connect()
  expect(sandbox.connections()).toBe(1)
  await eventually(() => sdk.registered)

  expect(await sandbox.say('EMP123', 'good morning')).toMatchObject({
    ack: { code: 200, data: { response: { taken: true } } },
  })
  await createCardCalls(createClient(sandbox)).create()
  expect(await sandbox.press('boss002', 'card-1', 'approve')).toEqual(tips)
  expect(sandbox.view('card-1', 'boss002')).toMatchObject({ title: 'Change 42', tips: 'seen' })
  expect(heard.map(({ data }) => JSON.parse(data))).toMatchObject([
    { senderStaffId: 'EMP123', text: { content: ' good morning ' } },
    { outTrackId: 'card-1', userId: 'boss002' },
  ])
  expect(await sandbox.event('org_change', {})).toMatchObject({
    code: 200,
    data: { status: 'SUCCESS' },
  })
  expect(await sandbox.ping('4f2c')).toMatchObject({ code: 200, data: { opaque: '4f2c' } })
  expect(await sdk.getAccessToken()).toBe(await createClient(sandbox).token())

  sdk.disconnect()
  await eventually(() => sandbox.connections() === 0)
  // One connection, at the first attempt: nothing made it try again.
  expect(sandbox.gatewayCalls()).toBe(1)
})
