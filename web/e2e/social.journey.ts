import type { Page } from '@playwright/test'

import { CAPTIONS, film, FILMS, play } from './film.ts'
import { ANA, expect, test } from './journey.ts'

const BO = { name: 'Bo Lindqvist', email: 'bo@example.org', password: 'nine grey geese' }

/** The article of a post that holds these words. */
const postWith = (page: Page, words: string) => page.getByRole('article').filter({ hasText: words })

test('two people meet: they show themselves, follow, post, answer, react, change, delete, block', async ({
  page,
  browser,
  house,
  look,
  moveIn,
  allow,
}) => {
  await moveIn()

  await test.step('whoever does not show themselves sees nobody, and is told why', async () => {
    await page.getByRole('link', { name: 'People' }).first().click()
    await expect(page.getByText('So far nobody here sees you')).toBeVisible()
    await expect(page.getByLabel('Handle')).toHaveValue('ana_duarte')
    await look('people-join')
    await page.getByRole('button', { name: 'Show me' }).click()
    await expect(page.getByText('Nothing here yet')).toBeVisible()
    await page.getByRole('link', { name: 'Everybody', exact: true }).click()
    await expect(page.getByText('Nobody here yet')).toBeVisible()
    await look('people-nobody')
    await page.getByRole('link', { name: 'Invite someone' }).click()
  })

  const bo =
    await test.step('another one joins and shows himself, to those alone whom he lets in', async () => {
      await page.getByRole('button', { name: 'Invite someone' }).click()
      await page.getByRole('button', { name: 'Make the invitation' }).click()
      const link = await page.getByLabel('Address of the invitation').inputValue()
      const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Vienna' })
      const theirs = await context.newPage()
      await theirs.goto(link)
      await theirs.getByLabel('Your name').fill(BO.name)
      await theirs.getByLabel('E-mail').fill(BO.email)
      await theirs.getByLabel('Password', { exact: true }).fill(BO.password)
      await theirs.getByRole('button', { name: 'Join' }).click()
      await theirs.waitForURL(`${house.url}/`)
      await theirs.goto(`${house.url}/people`)
      await theirs.getByLabel('Handle').fill('ana_duarte')
      allow(/status of 409/)
      await theirs.getByRole('button', { name: 'Show me' }).click()
      await expect(theirs.getByText('Somebody else is @ana_duarte already')).toBeVisible()
      await theirs.getByLabel('Handle').fill('bo')
      await expect(theirs.getByText('3 to 30 of a-z')).toBeVisible()
      await theirs.getByLabel('Handle').fill('bo_lindqvist')
      await theirs.getByText('Only those follow me whom I let in').click()
      await theirs.getByRole('button', { name: 'Show me' }).click()
      await theirs.getByLabel('What would you like to say?').fill('The kiln is warm again')
      await theirs
        .locator('input[type=file]')
        .setInputFiles({ name: 'kiln.png', mimeType: 'image/png', buffer: PIXEL })
      await theirs.getByLabel('What picture 1 shows').fill('The kiln, glowing')
      await theirs.getByRole('button', { name: 'Post', exact: true }).click()
      await expect(theirs.getByRole('img', { name: 'The kiln, glowing' })).toBeVisible()
      await expect(postWith(theirs, 'The kiln is warm again')).toBeVisible()
      return theirs
    })

  await test.step('she asks to follow, he lets her in, and she sees what he posted', async () => {
    await page.goto('/people/all')
    await page.getByRole('button', { name: `Ask to follow ${BO.name}` }).click()
    await expect(page.getByRole('button', { name: /Take back your question/ })).toBeVisible()
    await page.getByRole('link', { name: BO.name }).click()
    await expect(page.getByText('it is for those who follow')).toBeVisible()
    await bo.goto(`${house.url}/people/all`)
    await expect(bo.getByRole('heading', { name: 'They ask to follow you' })).toBeVisible()
    await look('people-asking', { page: bo })
    await bo.getByRole('button', { name: `Let ${ANA.name} follow you`, exact: true }).click()
    await bo.getByRole('button', { name: `Follow ${ANA.name}`, exact: true }).click()
    await expect(bo.getByRole('button', { name: `Unfollow ${ANA.name}` })).toBeVisible()
    await page.goto('/people')
    await expect(postWith(page, 'The kiln is warm again')).toBeVisible()
    await expect(page.getByRole('img', { name: 'The kiln, glowing' })).toBeVisible()
  })

  await test.step('she reacts, keeps it and answers, by keyboard', async () => {
    const post = postWith(page, 'The kiln is warm again')
    await post.getByRole('button', { name: /^React to the post/ }).press('Enter')
    await page.getByRole('menuitem', { name: 'Love' }).press('Enter')
    await expect(post.getByRole('button', { name: /^You: Love/ })).toBeVisible()
    await post.getByRole('button', { name: /^Save the post/ }).press('Enter')
    await expect(post.getByRole('button', { name: /^Saved/ })).toBeVisible()
    await post.getByRole('link', { name: /^0 replies/ }).press('Enter')
    await page
      .getByLabel('Your reply')
      .fill('Then I bring my blue bowl, see https://example.org/bowl')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('region', { name: 'Replies' })).toContainText('blue bowl')
    await look('people-thread')
    await page.getByRole('link', { name: 'Saved', exact: true }).click()
    await expect(postWith(page, 'The kiln is warm again')).toBeVisible()
  })

  await test.step('he sees who reacted, and changes what he said; what it said before can be seen', async () => {
    await bo.goto(`${house.url}/people`)
    const post = postWith(bo, 'The kiln is warm again')
    await post.getByRole('button', { name: /^React to the post/ }).click()
    await bo.getByRole('menuitem', { name: 'See who reacted' }).click()
    await expect(bo.getByRole('dialog')).toContainText(ANA.name)
    await bo.keyboard.press('Escape')
    await post.getByRole('button', { name: /^What to do with the post/ }).click()
    await bo.getByRole('menuitem', { name: 'Change' }).click()
    await bo.getByRole('dialog').getByRole('textbox').fill('The kiln is hot')
    await bo.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await expect(postWith(bo, 'The kiln is hot')).toBeVisible()
    await page.goto('/people')
    await postWith(page, 'The kiln is hot')
      .getByRole('button', { name: 'See what it said' })
      .click()
    await expect(page.getByRole('dialog')).toContainText('The kiln is warm again')
    await page.keyboard.press('Escape')
    await look('people-following')
  })

  await test.step('a deleted post is gone for all at once, and can be brought back', async () => {
    const menu = () =>
      postWith(bo, 'The kiln is hot').getByRole('button', { name: /^What to do with the post/ })
    await menu().click()
    await bo.getByRole('menuitem', { name: 'Delete' }).click()
    await expect(bo.getByText('Deleted', { exact: true })).toBeVisible()
    await expect(postWith(bo, 'The kiln is hot')).toHaveCount(0)
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Following' })).toBeVisible()
    await expect(postWith(page, 'The kiln is hot')).toHaveCount(0)
    await bo.getByRole('button', { name: 'Undo' }).click()
    await expect(postWith(bo, 'The kiln is hot')).toBeVisible()
  })

  await test.step('a video is prepared, then posted, and played by the other one', async () => {
    await bo.goto(`${house.url}/people`)
    const files = bo.locator('input[type=file]')
    await files.setInputFiles({
      name: 'list.mp4',
      mimeType: 'video/mp4',
      buffer: Buffer.from('#EXTM3U\nhttp://127.0.0.1/'),
    })
    allow(/status of 422/)
    await expect(bo.getByText("This file can't be read as a video").first()).toBeVisible()
    const buffer = await film(bo)
    const half = buffer.subarray(0, buffer.length / 2)
    await files.setInputFiles({ name: 'half.webm', mimeType: 'video/webm', buffer: half })
    await expect(bo.getByRole('alert')).toContainText('cut off or damaged')
    await look('people-video-failed', { page: bo })
    await bo.getByRole('button', { name: 'Remove the video' }).click()
    await files.setInputFiles({ name: 'kiln.webm', mimeType: 'video/webm', buffer })
    await expect(bo.getByText('The video is being prepared')).toBeVisible()
    await expect(bo.getByRole('button', { name: 'Post', exact: true })).toBeDisabled()
    await bo.getByLabel('What the video shows').fill('The kiln, opened')
    await bo
      .getByLabel('Add captions')
      .setInputFiles({ name: 'kiln.vtt', mimeType: 'text/vtt', buffer: CAPTIONS })
    await expect(bo.getByText('1 caption')).toBeVisible()
    await bo.getByLabel('What would you like to say?').fill('How it glows')
    await look('people-video-ready', { page: bo })
    await bo.getByRole('button', { name: 'Post', exact: true }).click()
    await expect(postWith(bo, 'How it glows')).toBeVisible()
    await page.goto('/people')
    const video = postWith(page, 'How it glows').getByLabel('The kiln, opened')
    await expect(video).toBeVisible()
    allow(/ERR_CONNECTION_RESET/)
    await page.route(FILMS, (route) => route.abort('connectionreset'))
    await video.press('Space')
    const again = page.getByRole('button', { name: 'Try again' })
    await expect(again).toBeFocused()
    await look('people-video-broken')
    await page.unroute(FILMS)
    const coming = page.waitForResponse(FILMS)
    await again.press('Enter')
    await expect(video).toBeFocused()
    expect(await play(page, 'The kiln, opened', coming)).toEqual({ status: 206, isGoingOn: true })
    const captions = video.evaluate(async (element: HTMLVideoElement) => {
      while (element.textTracks[0]?.cues?.length !== 1) await new Promise(requestAnimationFrame)
      return (element.textTracks[0].cues[0] as VTTCue).text
    })
    expect(await captions).toBe('Look, it glows')
    await look('people-video')
  })

  await test.step('a page of a person, with a picture drawn anew', async () => {
    await bo.goto(`${house.url}/people/me`)
    await bo
      .locator('input[type=file]')
      .setInputFiles({ name: 'portrait.png', mimeType: 'image/png', buffer: PIXEL })
    await expect(bo.getByRole('button', { name: 'Remove it' })).toBeVisible()
    await look('people-me', { page: bo })
    await bo.getByRole('link', { name: 'See your page' }).click()
    await expect(bo.getByText('1 follower', { exact: true })).toBeVisible()
    await look('people-person', { page: bo })
  })

  await test.step('a post for close friends, and a muted word', async () => {
    await bo.goto(`${house.url}/people/all`)
    await bo.getByRole('link', { name: ANA.name }).click()
    await bo.getByRole('button', { name: `What to do about ${ANA.name}` }).click()
    await bo.getByRole('menuitem', { name: 'Put on lists' }).click()
    await bo.getByRole('checkbox', { name: 'Close friends' }).click()
    await expect(bo.getByRole('checkbox', { name: 'Close friends' })).toBeChecked()
    await bo.keyboard.press('Escape')
    await bo.goto(`${house.url}/people`)
    await bo.getByLabel('What would you like to say?').fill('Glazing on Friday, for you alone')
    await bo.getByLabel('Who sees it').selectOption({ label: 'Close friends' })
    await bo.getByRole('button', { name: 'Post', exact: true }).click()
    await expect(postWith(bo, 'Glazing on Friday')).toContainText('A list')
    await page.goto('/people')
    await expect(postWith(page, 'Glazing on Friday')).toBeVisible()
    await page.goto('/people/me')
    await page.getByLabel('Which word or topic').fill('glazing')
    await page.getByRole('button', { name: 'Mute it' }).click()
    await expect(page.getByRole('button', { name: 'Unmute glazing' })).toBeVisible()
    await look('people-mutes')
    await page.goto('/people')
    await expect(postWith(page, 'The kiln is hot')).toBeVisible()
    await expect(postWith(page, 'Glazing on Friday')).toHaveCount(0)
  })

  await test.step('a block hides both from each other', async () => {
    await bo.goto(`${house.url}/people/all`)
    await bo.getByRole('link', { name: ANA.name }).click()
    await bo.getByRole('button', { name: `What to do about ${ANA.name}` }).click()
    await bo.getByRole('menuitem', { name: 'Block' }).click()
    await bo.getByRole('dialog').getByRole('button', { name: 'Block' }).click()
    await expect(bo.getByText(`${ANA.name} is blocked`, { exact: true })).toBeVisible()
    await expect(bo.getByText('Nobody here yet')).toBeVisible()
    await page.goto('/people/all')
    await expect(page.getByText('Nobody here yet')).toBeVisible()
    await page.goto('/people')
    await expect(postWith(page, 'The kiln is hot')).toHaveCount(0)
    await bo.goto(`${house.url}/people/me`)
    await bo.getByRole('button', { name: `Unblock ${ANA.name}` }).click()
    await bo.getByRole('link', { name: 'Everybody', exact: true }).click()
    await expect(bo.getByRole('link', { name: ANA.name })).toBeVisible()
  })
  await bo.context().close()
})

/** A picture of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
