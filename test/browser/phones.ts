import type { Page } from 'playwright-core'

/** One of the two phones on the page, as somebody uses it. */
export function phone(page: Page, side: 'left' | 'right') {
  const place = page.locator(`#${side}`)
  const input = place.locator('.composer input')
  return {
    place,
    input,
    options: place.locator('.offers [role=option]'),
    cards: place.locator('.card'),
    lastCard: place.locator('.card').last(),
    button: (id: string) => place.locator(`.buttons [data-button="${id}"]`).last(),
    holder: place.locator('.holder select'),
    async says(line: string) {
      await input.fill(line)
      await input.press('Escape')
      await input.press('Enter')
    },
  }
}

/** What the tour says, and its buttons. */
export const coach = (page: Page) => ({
  box: page.locator('#coach'),
  step: (step: number) => page.locator('#coach .dots .on').nth(step - 1),
  act: page.locator('#coach .acts button').first(),
})

/** Ends whatever moves, and takes the mouse away. */
export async function stillness(page: Page) {
  await page.mouse.move(0, 0)
  await page.evaluate(`document.getAnimations()
    .filter(({ effect }) => Number.isFinite(effect.getComputedTiming().endTime))
    .forEach(animation => animation.finish())`)
}
