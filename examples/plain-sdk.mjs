// A robot of a dozen lines on DingTalk's own SDK, connected to the sandbox instead of DingTalk:
//   npm run --silent sandbox -- --only-dingtalk > sandbox.env     (goes on running; the page's address is in the file)
//   node --env-file=sandbox.env examples/plain-sdk.mjs            (in a second terminal)
import { env } from 'node:process'
import { DWClient, TOPIC_ROBOT } from 'dingtalk-stream'

const { DINGTALK_API_URL, DINGTALK_CLIENT_ID, DINGTALK_CLIENT_SECRET } = env

/** The SDK's gateway address is a constant, https://api.dingtalk.com; getEndpoint is the one place that uses it. */
class SandboxClient extends DWClient {
  async getEndpoint() {
    const { clientId, clientSecret, subscriptions } = this.getConfig()
    const answer = await fetch(`${DINGTALK_API_URL}/v1.0/gateway/connections/open`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ clientId, clientSecret, subscriptions, ua: 'plain-sdk' }),
    })
    if (!answer.ok) throw new Error(`the gateway said ${answer.status}`)
    const { endpoint, ticket } = await answer.json()
    this.dw_url = `${endpoint}?ticket=${encodeURIComponent(ticket)}`
    return this
  }
}

const client = new SandboxClient({
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
