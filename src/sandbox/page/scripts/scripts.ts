import { barScript } from './bar.ts'
import { cardScript } from './card.ts'
import { chatsScript } from './chats.ts'
import { coachScript } from './coach.ts'
import { companyScript } from './company.ts'
import { composerScript } from './composer.ts'
import { consoleScript } from './console.ts'
import { domScript } from './dom.ts'
import { drawScript } from './draw.ts'
import { offersScript } from './offers.ts'
import { script } from './page.ts'
import { panelsScript } from './panels.ts'
import { phoneScript } from './phone.ts'
import { serverScript } from './server.ts'
import { tourScript } from './tour.ts'
import { tourStepsScript } from './tour-steps.ts'
import { troubleScript } from './trouble.ts'
import { wireScript } from './wire.ts'
import { wordsScript } from './words.ts'

/** The browser's modules by name: `/page/<name>.js`. */
export const scripts = {
  page: script,
  bar: barScript,
  card: cardScript,
  chats: chatsScript,
  coach: coachScript,
  company: companyScript,
  composer: composerScript,
  console: consoleScript,
  dom: domScript,
  draw: drawScript,
  offers: offersScript,
  panels: panelsScript,
  phone: phoneScript,
  server: serverScript,
  tour: tourScript,
  'tour-steps': tourStepsScript,
  trouble: troubleScript,
  wire: wireScript,
  words: wordsScript,
} as const satisfies Record<string, string>
