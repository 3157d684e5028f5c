/** What a month's quota counts: calls of the API, or messages either way over stream and webhook (stream-and-cards.md 4.11). */
export type Quota = 'calls' | 'pushes'
