import { existsSync } from 'node:fs'

/** Where chromium.ts looks for it, too. */
const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** After everything else, where it is seen: of a file that was skipped jest itself says only how many tests it has. */
export function saySkipped() {
  if (!existsSync(path))
    process.stderr.write(
      `\nThere is no Chromium at ${path}: the tests of the sandbox page were skipped. Install it, or set CHROMIUM_PATH.\n`,
    )
}
