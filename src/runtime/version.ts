import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/** From src/runtime/ the package's manifest is two folders up, from dist/src/runtime/ three. */
const manifest = ['../../package.json', '../../../package.json']
  .map(path => new URL(path, import.meta.url))
  .find(url => existsSync(url))

/** The package's version. */
export const { version } = z
  .object({ version: z.string() })
  .parse(manifest && JSON.parse(readFileSync(manifest, 'utf8')))
