import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import AxeBuilder from '@axe-core/playwright'
import { expect, test as base, type Page } from '@playwright/test'

import { openHouse, type House } from './house.ts'

export { expect } from '@playwright/test'

/** Where pictures go; without it none are taken. */
const SCREENS = process.env.BEKNOWN_SCREENS

/** The tallest window that a page is looked at in. */
const TALLEST = 6000

export const WINDOWS = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const

export const ANA = {
  name: 'Ana Duarte',
  email: 'ana@example.org',
  password: 'seven boats go by',
} as const

/** Who makes an account. */
export interface Newcomer {
  name: string
  email: string
  password: string
}

interface Journey {
  /** Settings (`BEKNOWN_…`) of the house of this journey. */
  settings: NodeJS.ProcessEnv
  house: House
  /** Console errors that this journey brings about on purpose. */
  allow: (pattern: RegExp) => void
  /** Checks the page with axe on phone and desktop, light and dark; takes its pictures if `BEKNOWN_SCREENS` says where. */
  look: (name: string, options?: { page?: Page; isWholePage?: boolean }) => Promise<void>
  /** Makes the first account (the operator) and goes in. */
  moveIn: (who?: Newcomer) => Promise<void>
}

/** A journey: a house of its own, and a page on which any console error fails. */
export const test = base.extend<Journey>({
  settings: [{}, { option: true }],

  house: async ({ settings }, use) => {
    const house = await openHouse(settings)
    await use(house)
    await house.close()
  },

  baseURL: async ({ house }, use) => use(house.url),

  allow: async ({ context }, use) => {
    const errors: string[] = []
    const allowed: RegExp[] = []
    const watch = (page: Page) => {
      page.on('console', (message) => {
        if (message.type() === 'error')
          errors.push(`${message.text()} (${message.location().url} on ${page.url()})`)
      })
      page.on('pageerror', (error) => errors.push(`${String(error)} on ${page.url()}`))
    }
    context.on('page', watch)
    await use((pattern) => allowed.push(pattern))
    const bad = errors.filter((error) => !allowed.some((pattern) => pattern.test(error)))
    expect(bad, 'errors in the console').toEqual([])
  },

  // `allow` first: it watches the pages from their very beginning.
  page: async ({ allow: _, context }, use) => use(await context.newPage()),

  look: async ({ page: first }, use) => {
    if (SCREENS !== undefined) await mkdir(SCREENS, { recursive: true })
    await use(async (name, { page = first, isWholePage = true } = {}) => {
      for (const [window, size] of Object.entries(WINDOWS)) {
        await page.setViewportSize(size)
        for (const colorScheme of ['light', 'dark'] as const) {
          // Two of the four say all: every window and every colour is among them.
          const isChecked = (window === 'desktop') === (colorScheme === 'light')
          if (!isChecked && SCREENS === undefined) continue
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          // As tall as the page: then nothing stands behind the bar at the foot of a phone.
          const height = isWholePage
            ? await page.evaluate(() => document.documentElement.scrollHeight)
            : size.height
          await page.setViewportSize({ ...size, height: Math.min(height, TALLEST) })
          // Once the new size and colours are drawn, and no word that some work has ended stands over buttons.
          await expect(page.locator('[data-swipe-direction]')).toHaveCount(0, { timeout: 30_000 })
          await page.evaluate(async () => {
            for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
          })
          if (SCREENS !== undefined)
            await page.screenshot({ path: join(SCREENS, `${name}-${window}-${colorScheme}.png`) })
          if (!isChecked) continue
          // All of a page is in one frame, so that axe needn't open a page of its own to put frames together.
          // Where a page goes on behind the bar at its foot, what is half scrolled away is no small target.
          const { violations } = await new AxeBuilder({ page })
            .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
            .setLegacyMode()
            .disableRules(isWholePage ? [] : ['target-size'])
            .analyze()
          const found = violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`,
          )
          expect.soft(found, `accessibility of ${name}, ${window}, ${colorScheme}`).toEqual([])
        }
      }
      await page.setViewportSize(WINDOWS.desktop)
      await page.emulateMedia({ colorScheme: 'light' })
    })
  },

  moveIn: async ({ page }, use) =>
    use(async (who: Newcomer = ANA) => {
      await page.goto('/')
      await page.waitForURL('**/welcome')
      await page.getByLabel('Your name').fill(who.name)
      await page.getByLabel('E-mail').fill(who.email)
      await page.getByLabel('Password', { exact: true }).fill(who.password)
      await page.getByRole('button', { name: 'Make my account' }).click()
      await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
    }),
})

/** Signs in on a page that shows the sign-in form. */
export async function signIn(page: Page, who: { email: string; password: string }): Promise<void> {
  await page.getByLabel('E-mail').fill(who.email)
  await page.getByLabel('Password', { exact: true }).fill(who.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
