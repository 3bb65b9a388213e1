import type { Page } from '@playwright/test'

import { ANA, expect, test } from './journey.ts'
import { box, invite, said, showOneself, write } from './people.ts'
import { PATIENT, say } from './pieces.ts'

const BO = { name: 'Bo Lindqvist', email: 'bo@example.org', password: 'nine grey geese' }

const lineWith = (page: Page, words: string) =>
  said(page).getByRole('listitem').filter({ hasText: words }).last()

/** Chooses a deed in the menu of a message, by keyboard. */
async function act(page: Page, words: string, deed: string): Promise<void> {
  await lineWith(page, words)
    .getByRole('button', { name: 'More about this message' })
    .press('Enter')
  await page.getByRole('menuitem', { name: deed, exact: true }).press('Enter')
}

test('a group talks: @beknown answers from what was said there, a post is passed on in two taps', async ({
  page,
  browser,
  house,
  look,
  moveIn,
  allow,
}) => {
  await moveIn()
  const theirs = await invite(page, browser, house.url, BO)
  for (const each of [page, theirs]) await showOneself(each, house.url)

  await test.step('a group of two', async () => {
    await page.goto('/messages')
    await page.getByRole('button', { name: 'New message' }).first().click()
    await page.getByRole('button', { name: 'New group' }).click()
    await page.getByLabel('Name of the group').fill('Pottery')
    await page.getByRole('button', { name: BO.name }).click()
    await page.getByRole('button', { name: 'Make a group of 2' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Pottery' })).toBeVisible()
    await theirs.goto(`${house.url}/messages`)
    await theirs.getByRole('link', { name: /Pottery/ }).click()
    await write(theirs, 'The pottery evening begins on Thursday at seven')
    await expect(said(page)).toContainText('Thursday at seven')
    await write(page, 'I bring the cardamom buns')
    await expect(said(theirs)).toContainText('cardamom buns')
    await expect(page.getByText('Read by 1')).toBeVisible()
  })

  await test.step('@beknown answers for both, and its mark leads to the message', async () => {
    await page.getByRole('button', { name: 'Ask @beknown' }).click()
    await expect(box(page)).toHaveValue('@beknown ')
    await write(page, '@beknown when does the pottery evening begin?')
    for (const each of [page, theirs]) {
      const answer = lineWith(each, 'Made by AI')
      await expect(answer).toContainText('Thursday at seven', PATIENT)
      await expect(answer).toContainText(BO.name)
    }
    await page.getByRole('button', { name: 'Source 1: see the message' }).click()
    await look('group-answer', { isWholePage: false })
  })

  await test.step('what one tells only oneself, it tells nobody', async () => {
    await page.goto('/')
    await say(page, 'Remember that my safe opens with the number 4711')
    await write(theirs, `@beknown with which number does the safe of ${ANA.name} open?`)
    await expect(lineWith(theirs, "I don't know.")).toBeVisible(PATIENT)
    await expect(said(theirs)).not.toContainText('4711')
  })

  await test.step('what one allows, it knows, and the others see that', async () => {
    await theirs.getByRole('button', { name: 'About this conversation' }).click()
    await expect(theirs.getByText('Nothing of anybody so far.')).toBeVisible()
    await theirs.getByRole('button', { name: 'Add something of yours' }).click()
    await theirs.getByLabel('In your own words').fill('I am allergic to walnuts')
    await look('group-allow', { page: theirs, isWholePage: false })
    await theirs.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(
      theirs.getByRole('button', { name: 'Take back: I am allergic to walnuts' }),
    ).toBeVisible()
    await theirs.keyboard.press('Escape')
    await page.goto('/messages')
    await page.getByRole('link', { name: /Pottery/ }).click()
    await page.getByRole('button', { name: 'About this conversation' }).click()
    await expect(page.getByText('I am allergic to walnuts')).toBeVisible()
    await look('group-details', { isWholePage: false })
    await page.keyboard.press('Escape')
    await write(page, '@beknown who is allergic to walnuts?')
    await expect(lineWith(page, 'allowed here')).toContainText('walnuts', PATIENT)
  })

  await test.step('a post is passed on in two taps, and opened from the message', async () => {
    await theirs.goto(`${house.url}/people`)
    await theirs.getByLabel('What would you like to say?').fill('The old tram runs again on Sunday')
    await theirs.getByRole('button', { name: 'Post', exact: true }).click()
    const post = theirs.getByRole('article').filter({ hasText: 'The old tram' })
    await post.getByRole('button', { name: /^Send the post/ }).click()
    await look('group-pass-on', { page: theirs, isWholePage: false })
    await theirs
      .getByRole('list', { name: 'Conversations' })
      .getByRole('button', { name: 'Pottery' })
      .click()
    await expect(theirs.getByText('Passed on to Pottery', { exact: true })).toBeVisible()
    // It is for those who follow him, and she doesn't yet.
    allow(/status of 404/)
    await expect(said(page)).toContainText("isn't for you")
    await page.goto('/people/all')
    await page.getByRole('button', { name: `Follow ${BO.name}` }).click()
    await expect(page.getByRole('button', { name: `Unfollow ${BO.name}` })).toBeVisible()
    await page.goto('/messages')
    await page.getByRole('link', { name: /Pottery/ }).click()
    await expect(said(page)).toContainText('The old tram runs again on Sunday')
    await look('group-card', { isWholePage: false })
    await said(page)
      .getByRole('link', { name: /The old tram/ })
      .click()
    await expect(page.getByRole('article').filter({ hasText: 'The old tram' })).toBeVisible()
    await page.goBack()
  })

  await test.step('they reply, react and change, and see it at once', async () => {
    await theirs.goto(`${house.url}/messages`)
    await theirs.getByRole('link', { name: /Pottery/ }).click()
    await act(theirs, 'I bring the cardamom buns', 'Reply')
    await expect(theirs.getByText(`Reply to ${ANA.name}`)).toBeVisible()
    await write(theirs, 'Lovly!')
    await expect(lineWith(page, 'Lovly!')).toContainText('I bring the cardamom buns')
    await act(theirs, 'Lovly!', 'Change')
    await expect(box(theirs)).toHaveValue('Lovly!')
    await write(theirs, 'Lovely!')
    await expect(lineWith(page, 'Lovely!')).toContainText('changed')
    await act(page, 'Lovely!', 'Love')
    await expect(
      lineWith(theirs, 'Lovely!').getByRole('button', { name: `Love: ${ANA.name}` }),
    ).toBeVisible()
    await box(theirs).pressSequentially('An')
    await expect(page.getByText(`${BO.name} is typing …`)).toBeVisible()
    await box(page).click()
    await look('group-reply', { isWholePage: false })
  })

  await test.step('words are found again, and lead to their place', async () => {
    await page.getByRole('searchbox', { name: 'Search messages' }).fill('cardamóm')
    const found = page.getByRole('list', { name: 'Found messages' })
    await expect(found).toContainText('I bring the cardamom buns')
    await look('group-search', { isWholePage: false })
    await found.getByRole('link').first().click()
    await expect(page).toHaveURL(/at=\d+/)
    await page.getByRole('searchbox', { name: 'Search messages' }).fill('')
  })

  await test.step('marks can be off, and messages disappear when that is chosen', async () => {
    await page.getByRole('button', { name: 'What you show' }).click()
    await page.getByRole('switch', { name: 'Show that you have read' }).click()
    await look('group-shown', { isWholePage: false })
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'About this conversation' }).click()
    await page.getByLabel('Messages stay').selectOption('7')
    await page.keyboard.press('Escape')
    for (const each of [page, theirs])
      await expect(each.getByText('7 days', { exact: true }).first()).toBeVisible()
    await box(page).click()
    await look('group-keep', { isWholePage: false })
  })
})
