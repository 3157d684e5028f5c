import { createLogger as createWinston, format, transports } from 'winston'
import type { Log, LogFields } from './core/ports.ts'
import { createRedactor } from './redact.ts'

/**
 * One JSON line an event: time, level, event and its fields, with secrets redacted. `secrets` are the configured
 * values that must appear nowhere; `stream` replaces the standard output.
 */
export function createLogger({
  level,
  secrets,
  stream = process.stdout,
  now = () => new Date(),
}: {
  level: 'error' | 'warn' | 'info' | 'debug'
  secrets: readonly string[]
  stream?: NodeJS.WritableStream
  now?: () => Date
}): Log {
  const redact = createRedactor(secrets)
  // A reader that has gone away (EPIPE) is no reason to stop working.
  stream.on('error', () => {})
  const winston = createWinston({
    level,
    format: format.printf(line => String(line.message)),
    transports: [new transports.Stream({ stream, eol: '\n' })],
  })

  const write =
    (level: 'error' | 'warn' | 'info') =>
    (event: string, fields: LogFields = {}) => {
      if (!winston.isLevelEnabled(level)) return
      const head = { time: now().toISOString(), level, event }
      // The head twice: first in the line, and not to be replaced by a field of the same name.
      winston.log(level, JSON.stringify(redact({ ...head, ...fields, ...head })))
    }

  return { info: write('info'), warn: write('warn'), error: write('error') }
}
