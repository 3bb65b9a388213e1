import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

import type { Page } from '@playwright/test'

import { expect, test, WINDOWS } from './journey.ts'
import { said, showOneself } from './people.ts'
import { bringSample, lastAnswer, MAYA, PATIENT, say } from './pieces.ts'

const FOLDER =
  process.env.BEKNOWN_SCREENS ?? resolve(import.meta.dirname, '../test-results/screens')

const PROGRAM = resolve(import.meta.dirname, '../../.venv/bin/beknown')

/** Takes a page on a desktop and a phone, light and dark. */
async function picture(page: Page, name: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  for (const [window, size] of Object.entries(WINDOWS)) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.screenshot({ path: join(FOLDER, `${name}-${window}-${colorScheme}.png`) })
    }
  }
  await page.setViewportSize(WINDOWS.desktop)
}

// Not a journey: takes the pictures of the documentation (`make screenshots`).
test('the pictures of the documentation', async ({ page, moveIn }) => {
  test.setTimeout(600_000)
  await page.goto('/')
  await page.waitForURL('**/welcome')
  await expect(page.getByLabel('Your name')).toBeVisible()
  await picture(page, 'welcome')
  await moveIn(MAYA)
  await page.goto('/bring')
  await expect(page.getByRole('button', { name: 'Look around with a sample life' })).toBeVisible()
  await picture(page, 'bring')
  await bringSample(page)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'What became of it' })).toBeVisible()
  await picture(page, 'report')
  await page.goto('/')
  await say(page, 'What did Ana say about the Lisbon trip?')
  await expect(lastAnswer(page)).toContainText('Ana Duarte')
  await picture(page, 'chat')
  await page
    .getByRole('button', { name: /^Source 1/ })
    .first()
    .click()
  await expect(page.getByRole('complementary').locator('mark')).toBeInViewport()
  await picture(page, 'citation')
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
  await picture(page, 'start')
  await page.goto('/you/world')
  for (const [name, tab] of [
    ['you-world', 'People'],
    ['you-plans', 'Dates and plans'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click()
    await expect(page.getByRole('tabpanel').getByRole('listitem').first()).toBeVisible()
    await picture(page, name)
  }
  for (const [name, path, heading] of [
    ['you-timeline', '/you', 'Your timeline'],
    ['you-sources', '/you/sources', 'Your sources'],
    ['you-beliefs', '/you/beliefs', 'What I believe about you'],
    ['you-brief', '/you/brief', 'Today'],
    ['models', '/settings/models', 'Language model'],
  ] as const) {
    await page.goto(path)
    const main = page.getByRole('main')
    await expect(main.getByRole('heading', { name: heading, exact: true })).toBeVisible()
    await expect(main.getByRole('button').first()).toBeVisible()
    await picture(page, name)
  }
})

test('the pictures of feed, people and messages', async ({ page, house, moveIn }) => {
  test.setTimeout(900_000)
  await moveIn(MAYA)
  await showOneself(page, house.url)
  await promisify(execFile)(PROGRAM, ['sample-people', 'add', '--person', MAYA.email], {
    env: house.env,
  })
  await page.goto('/people/all')
  const search = page.getByRole('searchbox', { name: 'Search by name or handle' })
  for (const name of ['Ines Almeida', 'Tomasz Wrona', 'Greta Lindholm']) {
    await search.fill(name)
    const follow = page.getByRole('button', { name: `Follow ${name}`, exact: true })
    await follow.click()
    await expect(follow).toHaveCount(0)
  }
  await search.fill('')
  await expect(page.getByRole('main').getByRole('listitem').nth(8)).toBeVisible()
  await picture(page, 'people')
  await page.goto('/feed')
  const items = page.getByRole('list', { name: 'Your feed' }).getByRole('article')
  await expect(items.nth(5)).toBeVisible(PATIENT)
  await page.getByLabel('Say what you want more or less of').fill('more ceramics, less baking')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Understood. The feed goes by it now')).toBeVisible()
  await page.goto('/feed')
  await expect(items.nth(5)).toBeVisible(PATIENT)
  await picture(page, 'feed')
  await page.goto('/messages')
  await page.getByRole('link', { name: /Kiln night/ }).click()
  await expect(said(page)).toContainText('Cone six for everything')
  await picture(page, 'messages')
  for (const [name, path, heading] of [
    ['feed-how', '/feed/how', 'How it is chosen'],
    ['developers', '/developers', 'Developers'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: heading, exact: true }).first()).toBeVisible()
    await expect(page.getByRole('main').getByRole('button').first()).toBeVisible()
    await picture(page, name)
  }
})
