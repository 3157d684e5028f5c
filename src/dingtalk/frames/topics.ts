/** The CALLBACK topics we subscribe to and read. */
export const topics = {
  message: '/v1.0/im/bot/messages/get',
  press: '/v1.0/card/instances/callback',
} as const
