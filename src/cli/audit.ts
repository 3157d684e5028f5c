import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import type { I18n } from '../core/i18n.ts'
import type { Audit } from '../store/audit/audit.ts'
import type { AuditRecord } from '../store/audit/record.ts'
import { openAudit } from '../store/open-audit.ts'
import { sqlitePath } from '../store/sqlite.ts'
import { csvLine } from './csv.ts'
import { quiet } from './quiet.ts'

type Print = (line: string) => void

/** `audit verify [--head 120:9f3c…]` and `audit export [--format jsonl|csv]`, on the configured database. */
export async function runAudit(
  [verb, ...rest]: readonly string[],
  config: Config,
  i18n: I18n,
  print: Print,
): Promise<boolean> {
  const options = readOptions(verb, rest)
  const url = config.databaseUrl
  if (options === undefined) {
    print(i18n.t('audit.usage'))
    return false
  }
  // Opening it would make an empty one, whose audit is always whole.
  if (url.startsWith('file:') && !existsSync(sqlitePath(url))) {
    print(i18n.t('audit.noDatabase', { url }))
    return false
  }
  const opened = await openAudit(url, quiet)
  if (!opened) {
    print(i18n.t('audit.noDatabase', { url: withoutPassword(url) }))
    return false
  }
  const { audit, close } = opened
  try {
    if (options.verb === 'verify') return await verify(audit, options.head, i18n, print)
    await exportAll(audit, options.format, print)
    return true
  } finally {
    await close()
  }
}

const verifyOptions = { head: { type: 'string', default: '' } } as const
const exportOptions = { format: { type: 'string', default: 'jsonl' } } as const

/** Undefined where anything is not understood: an option that is overlooked would verify less than was asked for. */
function readOptions(verb: string | undefined, rest: readonly string[]) {
  const args = [...rest]
  try {
    if (verb === 'verify')
      return { verb, head: parseArgs({ args, options: verifyOptions }).values.head } as const
    if (verb !== 'export') return undefined
    const { format } = parseArgs({ args, options: exportOptions }).values
    return format === 'jsonl' || format === 'csv' ? ({ verb, format } as const) : undefined
  } catch {
    return undefined
  }
}

async function verify(audit: Audit, noted: string, i18n: I18n, print: Print): Promise<boolean> {
  const head = /^(\d+):([0-9a-f]{64})$/u.exec(noted)
  if (noted !== '' && head === null) {
    print(i18n.t('audit.badHead'))
    return false
  }
  const verdict = await audit.verify(
    head === null ? undefined : { seq: Number(head[1]), hash: String(head[2]) },
  )
  if (verdict.ok) print(i18n.t('audit.sound', { seq: verdict.seq, hash: verdict.hash }))
  else print(i18n.t(`audit.${verdict.problem}`, { seq: verdict.seq }))
  return verdict.ok
}

/** Of a Postgres url the user's password is nobody's business. */
const withoutPassword = (url: string) => url.replace(/(:\/\/[^:@/]*):[^@/]*@/u, '$1@')

const columns = [
  'seq',
  'at',
  'event',
  'actor',
  'code',
  'from',
  'to',
  'requestId',
  'record',
  'prev',
  'hash',
] as const

async function exportAll(audit: Audit, format: 'jsonl' | 'csv', print: Print): Promise<void> {
  const cells = (record: AuditRecord) =>
    columns.map(name => {
      const value = record[name]
      if (value instanceof Date) return value.toISOString()
      return typeof value === 'object' ? JSON.stringify(value) : String(value ?? '')
    })
  // Without the mark in front a spreadsheet reads UTF-8 as something else.
  if (format === 'csv') print(`\uFEFF${csvLine(columns)}`)
  for await (const record of audit.each()) {
    print(format === 'csv' ? csvLine(cells(record)) : JSON.stringify(record))
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
  }
}
