import type { Page } from 'playwright-core'
import { seen } from './seen.ts'

/** One of the two phones on the page, as somebody uses it. */
export function phone(page: Page, side: 'left' | 'right') {
  const place = page.locator(`#${side}`)
  const input = place.locator('.composer input')
  const button = (id: string) => place.locator(`.buttons [data-button="${id}"]`).last()
  return {
    place,
    input,
    options: place.locator('.offers [role=option]'),
    cards: place.locator('.card'),
    lastCard: place.locator('.card').last(),
    button,
    holder: place.locator('.holder select'),
    async says(line: string) {
      await input.fill(line)
      await input.press('Escape')
      await input.press('Enter')
    },
    async presses(id: string) {
      await seen(button(id))
      await button(id).click()
    },
  }
}

/** What the tour says, and its buttons. */
export const coach = (page: Page) => ({
  box: page.locator('#coach'),
  step: (step: number) => page.locator('#coach .dots .on').nth(step - 1),
  act: page.locator('#coach .acts button').first(),
  typed: page.locator('#coach .typed'),
  /** Its last word offers two things. */
  done: page.locator('#coach .acts button').nth(1),
})
