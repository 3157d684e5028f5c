import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { buildProgram, programFolder } from '../support/built-program.ts'
import { eventually } from '../support/eventually.ts'
import { controlOf, start } from './started.ts'

const minute = 60_000

/** A copy of its own, which this test breaks. */
let folder: string | undefined
let dist = ''
beforeAll(async () => {
  await buildProgram()
  folder = await mkdtemp(join(tmpdir(), 'rolekeeper-watch-'))
  await cp(programFolder, folder, { recursive: true, verbatimSymlinks: true })
  dist = join(folder, 'dist')
})
afterAll(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true })
})

test('the robot starts again when the watched file is written, and goes on in the same company', async () => {
  const watched = join(dist, 'built')
  const { said, child } = start([join(dist, 'src/cli.js'), 'sandbox', '--watch', watched])
  const url = await eventually(() => /http:\S+/u.exec(said.out)?.[0], minute)
  const control = controlOf(url)
  const connected = (count: number) =>
    eventually(async () => (await control('connections')) === String(count), minute)
  const renewals = () => said.out.split('The robot is the new one.').length - 1

  await connected(1)
  // The page lies beside the built program.
  const [document, script] = await Promise.all([fetch(url), fetch(`${url}/page/page.js`)])
  expect([document.status, script.status]).toEqual([200, 200])
  expect(renewals()).toBe(0)
  await control('say', { userid: 'boss001', text: '/role rename 1203141 财务部' })
  const [card] = JSON.parse(
    await eventually(async () => {
      const cards = await control('cards')
      return cards.includes('Waiting for approval') ? cards : undefined
    }, minute),
  )
  await writeFile(watched, '1')
  await eventually(() => renewals() === 1, minute)
  await control('press', { userid: 'boss002', outTrackId: card.outTrackId, buttonId: 'approve' })
  await eventually(async () => (await control('company')).includes('财务部'), minute)

  // As the page does it: ended as by a crash, and started again in another language.
  await control('robot/restart', { locale: 'zh' })
  await control('say', { userid: 'boss001', text: '/whoami' })
  await eventually(async () => (await control('cards')).includes('姓名：林岚'), minute)

  // A robot that does not even start is mended by the next build.
  const main = join(dist, 'src/main.js')
  const works = await readFile(main, 'utf8')
  await writeFile(main, 'export const startRobot = 0\nthrow new Error("half done")')
  await writeFile(watched, '2')
  await eventually(() => said.err.includes('half done'), minute)
  await connected(0)
  await writeFile(main, works)
  await writeFile(watched, '3')
  await eventually(() => renewals() === 2, minute)
  expect(await control('company')).toContain('财务部')

  child.kill('SIGTERM')
  await eventually(() => child.exitCode === 0, minute)
})
