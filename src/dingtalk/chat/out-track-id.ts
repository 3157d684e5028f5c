/** The card's outTrackId (at most 100 characters) follows from its request: showing it again finds the card that is out. */
export function outTrackIdOf(requestId: string): string {
  return `rolekeeper-${requestId}`
}
