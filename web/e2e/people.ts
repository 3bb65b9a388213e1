import { expect, type Browser, type Page } from '@playwright/test'

import type { Newcomer } from './journey.ts'

/** Invites somebody, lets them in on a page of their own browser, and has them show themselves. */
export async function letIn(
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
  await theirs.goto(`${url}/people`)
  await theirs.getByRole('button', { name: 'Show me' }).click()
  await expect(theirs.getByLabel('What would you like to say?')).toBeVisible()
  return theirs
}

/** The article of a post that holds these words. */
export const postWith = (page: Page, words: string) =>
  page.getByRole('article').filter({ hasText: words })
