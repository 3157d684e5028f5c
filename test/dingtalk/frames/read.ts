import { readFrame } from '../../../src/dingtalk/frames/frame.ts'
import { corpId, message, press } from '../stream/pushes.ts'

/** What the robot reads in a push, given as text or as the object that is sent as JSON. */
export const read = (push: unknown) =>
  readFrame(typeof push === 'string' ? push : JSON.stringify(push), corpId)

export function readMessage(more: object) {
  const frame = read(message('m1', more))
  if (frame.kind !== 'message') throw new Error(frame.kind)
  return frame.message
}

export function readPress(more: object) {
  const frame = read(press('p1', more))
  if (frame.kind !== 'press') throw new Error(frame.kind)
  return frame.press
}
