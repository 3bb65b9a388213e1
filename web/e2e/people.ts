import { expect, type Browser, type Page } from '@playwright/test'

import type { Newcomer } from './journey.ts'

/** Invites somebody and lets them in on a page of their own browser. */
export async function invite(
  page: Page,
  browser: Browser,
  url: string,
  who: Newcomer,
): Promise<Page> {
  await page.goto('/settings/people')
  await page.getByRole('button', { name: 'Invite someone' }).click()
  await page.getByRole('button', { name: 'Make the invitation' }).click()
  const link = await page.getByLabel('Address of the invitation').inputValue()
  await page.getByRole('button', { name: 'Done' }).click()
  const theirs = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  await theirs.goto(link)
  await theirs.getByLabel('Your name').fill(who.name)
  await theirs.getByLabel('E-mail').fill(who.email)
  await theirs.getByLabel('Password', { exact: true }).fill(who.password)
  await theirs.getByRole('button', { name: 'Join' }).click()
  await theirs.waitForURL(`${url}/`)
  return theirs
}

/** Has whoever is signed in on this page show themselves to the others. */
export async function showOneself(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/people`)
  await page.getByRole('button', { name: 'Show me' }).click()
  await expect(page.getByLabel('What would you like to say?')).toBeVisible()
}

/** Invites somebody, lets them in on a page of their own browser, and has them show themselves. */
export async function letIn(
  page: Page,
  browser: Browser,
  url: string,
  who: Newcomer,
): Promise<Page> {
  const theirs = await invite(page, browser, url, who)
  await showOneself(theirs, url)
  return theirs
}

/** Where a message to people is written, and what was said to them. */
export const box = (page: Page) => page.getByRole('textbox', { name: 'Write a message' })
export const said = (page: Page) => page.getByRole('log', { name: 'What was said' })

/** Writes a message to people. */
export async function write(page: Page, words: string): Promise<void> {
  await box(page).fill(words)
  await box(page).press('Enter')
}

/** The article of a post that holds these words. */
export const postWith = (page: Page, words: string) =>
  page.getByRole('article').filter({ hasText: words })
