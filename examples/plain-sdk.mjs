// A robot of a dozen lines on DingTalk's own SDK, connected to the sandbox instead of DingTalk:
//   npm run --silent sandbox -- --only-dingtalk > sandbox.env     (goes on running; the page's address is in the file)
//   node --env-file=sandbox.env examples/plain-sdk.mjs            (in a second terminal)
import { env } from 'node:process'
import axios from 'axios'
import { DWClient, TOPIC_ROBOT } from 'dingtalk-stream'

const { DINGTALK_API_URL, DINGTALK_CLIENT_ID, DINGTALK_CLIENT_SECRET } = env

// The SDK's hosts are constants, and no option changes them. It asks both with axios, so that on the way out the host alone
// is exchanged; against DingTalk itself leave this out.
axios.interceptors.request.use(request => ({
  ...request,
  url: request.url?.replace(/^https:\/\/o?api\.dingtalk\.com/, DINGTALK_API_URL),
}))

const client = new DWClient({
  clientId: DINGTALK_CLIENT_ID,
  clientSecret: DINGTALK_CLIENT_SECRET,
})

client.registerCallbackListener(TOPIC_ROBOT, async ({ headers, data }) => {
  // Acknowledged first: DingTalk waits three seconds, then pushes it again.
  client.socketCallBackResponse(headers.messageId, {})
  const { text, senderNick, sessionWebhook } = JSON.parse(data)
  const content = `${senderNick} said: ${text.content.trim()}`
  await fetch(sessionWebhook, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ msgtype: 'text', text: { content } }),
  })
})

await client.connect()
