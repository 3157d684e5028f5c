/**
 * Counts two walks through the robot's own files (src/ without the sandbox, and commands/): of the line `/role rename`, from
 * its frame to its card, and of one approval, from the press to the finished card. `npm run walk`; the same code gives the
 * same numbers each time.
 *
 * Every function of ours tells when it is entered, when it waits and goes on, and when it is left (hooks.mjs): so each call
 * has its caller, however many others are under way beside it. Of these calls is counted, by folder and in all:
 *
 * - files and functions: those that were entered, each once
 * - calls: functions entered, each time; as many come back
 * - crossings: calls of a function in another file than its caller's
 * - returns: whoever follows the calls in their order, each down to its end and then on with the next, comes into a file: how
 *   often has that been open before? Calls of one function in a row, as a list makes them, are followed once
 */
import { register } from 'node:module'

register('./hooks.mjs', import.meta.url)
await import('./count-walk.ts')
