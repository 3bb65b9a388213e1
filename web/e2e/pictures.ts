import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import { expect, test, WINDOWS } from './journey.ts'
import { bringSample, lastAnswer, MAYA, say } from './pieces.ts'

const FOLDER =
  process.env.BEKNOWN_SCREENS ?? resolve(import.meta.dirname, '../test-results/screens')

// Not a journey: takes the pictures of the documentation (`make screenshots`).
test('the pictures of the documentation', async ({ page, moveIn }) => {
  test.setTimeout(600_000)
  await mkdir(FOLDER, { recursive: true })

  async function picture(name: string) {
    for (const [window, size] of Object.entries(WINDOWS)) {
      await page.setViewportSize(size)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.screenshot({ path: join(FOLDER, `${name}-${window}-${colorScheme}.png`) })
      }
    }
    await page.setViewportSize(WINDOWS.desktop)
  }

  await page.goto('/')
  await page.waitForURL('**/welcome')
  await expect(page.getByLabel('Your name')).toBeVisible()
  await picture('welcome')
  await moveIn(MAYA)
  await page.goto('/bring')
  await expect(page.getByRole('button', { name: 'Look around with a sample life' })).toBeVisible()
  await picture('bring')
  await bringSample(page)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'What became of it' })).toBeVisible()
  await picture('report')
  await page.goto('/')
  await say(page, 'What did Ana say about the Lisbon trip?')
  await expect(lastAnswer(page)).toContainText('Ana Duarte')
  await picture('chat')
  await page
    .getByRole('button', { name: /^Source 1/ })
    .first()
    .click()
  await expect(page.getByRole('complementary').locator('mark')).toBeInViewport()
  await picture('citation')
  await page.goto('/you/beliefs')
  for (const words of ['I want to run a marathon by May 2027', 'My exam is tomorrow']) {
    await page.getByLabel('What to remember').fill(words)
    await page.getByRole('button', { name: 'Remember this' }).click()
    await expect(page.getByText(words)).toBeVisible()
  }
  await expect(async () => {
    await page.goto('/you/brief')
    await page.getByLabel('Quiet from').fill('00:00')
    await page.getByLabel('Quiet until').fill('00:00')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.goto('/')
    await expect(page.getByText('Your exam is tomorrow', { exact: true })).toBeVisible({
      timeout: 3000,
    })
  }).toPass({ timeout: 120_000 })
  await picture('start')
  await page.goto('/you/world')
  for (const [name, tab] of [
    ['you-world', 'People'],
    ['you-plans', 'Dates and plans'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click()
    await expect(page.getByRole('tabpanel').getByRole('listitem').first()).toBeVisible()
    await picture(name)
  }
  for (const [name, path, heading] of [
    ['you-timeline', '/you', 'Your timeline'],
    ['you-sources', '/you/sources', 'Your sources'],
    ['you-beliefs', '/you/beliefs', 'What I believe about you'],
    ['you-brief', '/you/brief', 'Today'],
    ['models', '/settings/models', 'Language model'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible()
    await expect(page.getByRole('main').getByRole('button').first()).toBeVisible()
    await picture(name)
  }
})
