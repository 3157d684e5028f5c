/** What can be made to go wrong, and which part of DingTalk's behaviour it stands for. */
export const faultNames = {
  'lose-answer': 'the work is done, the answer never arrives (the socket is destroyed)',
  delay: 'the answer takes `ms` longer',
  hang: 'the call is taken, and nothing is done or answered until the fault is cleared',
  throttle: 'too many calls for one API: 88 + 90018, or 403 QpsLimit',
  busy: 'system busy: -1, or HTTP 500 system.busy',
  'invalid-token': 'the token in use stops being valid',
  'errcode-as-text': 'the errcode of a success is the text "0", as some samples print it',
  'gateway-401': 'the gateway knows no such client id or secret',
  'gateway-503': 'the gateway is overloaded',
  'gateway-down': 'the gateway does not answer at all',
  'silent-socket': 'a half-open connection: accepted, but no pong and no push ever comes',
  disconnect: 'DingTalk announces the end of every connection, and closes after `ms`',
  'drop-connections': 'every connection breaks without a word',
  'duplicate-delivery': 'every push arrives `copies` times',
  'permission-missing': 'the app lacks a permission point (`scopes`)',
  quota: 'the monthly quota of calls is used up',
  'ip-ban': 'the source address is banned: {"status":1111}, or with `html` a page',
  'html-answer': 'a proxy answers with a page',
  'card-permission-missing': 'the app lacks Card.Instance.Write',
  'card-delivery-fails': 'HTTP 200, but deliverResults[].success is false',
  'template-unknown': 'the card template does not exist',
  'webhook-expired': 'the session of a webhook has ended',
  'over-quota': 'the monthly quota of pushes is used up: messages come without their text',
  'half-batch': 'a batch of people is done for its first half only, and answered with -1',
} as const satisfies Record<string, string>

export type FaultName = keyof typeof faultNames
