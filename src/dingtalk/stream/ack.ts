/** 400 as DingTalk's Python SDK uses it: the push was read, and makes no sense. */
export type AckCode = 200 | 400 | 404 | 500

const messages = { 200: 'OK', 400: 'unreadable', 404: 'no such topic', 500: 'failed' } as const

/** The answer to a push; `data` is JSON text (https://open.dingtalk.com/document/direction/stream-mode-protocol-access-description). */
export function ack(messageId: string, code: AckCode, data: string): string {
  const headers = { messageId, contentType: 'application/json' }
  return JSON.stringify({ code, message: messages[code], headers, data })
}
