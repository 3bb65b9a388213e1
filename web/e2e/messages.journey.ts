import { CAPTIONS, film, play } from './film.ts'
import { ANA, expect, test } from './journey.ts'
import { box, invite, said, write } from './people.ts'

const BO = { name: 'Bo Lindqvist', email: 'bo@example.org', password: 'nine grey geese' }

test('two people talk: live on both sides, through a stop of the server, with nothing lost or doubled', async ({
  page,
  browser,
  house,
  look,
  moveIn,
  allow,
}) => {
  allow(/ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE|CONNECTION_RESET)/)
  await moveIn()

  await test.step('alone, the page says what it is for', async () => {
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Messages' })
      .click()
    await expect(page.getByRole('heading', { name: 'No conversations yet' })).toBeVisible()
    await look('messages-empty', { isWholePage: false })
    await page.getByRole('button', { name: 'New message' }).first().click()
    await expect(page.getByText('Nobody else has an account here yet.')).toBeVisible()
    await page.keyboard.press('Escape')
  })

  const theirs = await invite(page, browser, house.url, BO)
  await theirs.goto(`${house.url}/messages`)
  await expect(theirs.getByRole('heading', { name: 'No conversations yet' })).toBeVisible()

  await test.step('one writes, and the other sees it come in', async () => {
    await page.goto('/messages')
    await page.getByRole('button', { name: 'New message' }).first().click()
    await page.getByRole('searchbox', { name: 'Find somebody' }).fill('bo')
    await look('messages-new', { isWholePage: false })
    await page.getByRole('button', { name: BO.name }).click()
    await expect(page.getByRole('heading', { level: 1, name: BO.name })).toBeVisible()
    await write(page, 'Are you coming to the pottery evening?')
    await expect(said(page)).toContainText('pottery evening')
    const line = theirs.getByRole('link', { name: /Ana Duarte/ })
    await expect(line).toContainText('1 new message')
    await line.click()
    await expect(said(theirs)).toContainText('pottery evening')
    await expect(box(theirs)).toBeVisible()
    await write(theirs, 'Yes! I bring the buns')
    await expect(said(page)).toContainText('I bring the buns')
    await expect(line).not.toContainText('new message')
  })

  await test.step('what is written while the server is away is sent when it is back, once', async () => {
    await house.stop()
    await write(page, 'The kiln is mended')
    await expect(page.getByRole('alert').filter({ hasText: 'Not sent' })).toBeVisible()
    await expect(page.getByText('New messages come as soon as it can')).toBeVisible()
    await look('messages-away', { isWholePage: false })
    await house.start()
    await page
      .getByRole('button', { name: 'Try again' })
      .click({ timeout: 1000 })
      .catch(() => undefined)
    for (const each of [page, theirs]) {
      await expect(said(each).getByText('The kiln is mended')).toHaveCount(1, { timeout: 60_000 })
    }
    await expect(page.getByRole('alert').filter({ hasText: 'Not sent' })).toHaveCount(0)
    await expect(page.getByText('New messages come as soon as it can')).toHaveCount(0)
  })

  await test.step('what is taken back is gone for both', async () => {
    await write(page, 'Forget this')
    const line = said(theirs).getByText('Forget this')
    await expect(line).toBeVisible()
    await page.getByRole('button', { name: 'More about this message' }).last().click()
    await page.getByRole('menuitem', { name: 'Take back' }).click()
    await look('messages-take-back', { isWholePage: false })
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
    await expect(line).toHaveCount(0)
    await expect(said(page).getByText('Forget this')).toHaveCount(0)
  })

  await test.step('a picture arrives with its words, opens large by keyboard, and is gone when taken back', async () => {
    const shown = await page.screenshot()
    const files = ['one.png', 'two.png'].map((name) => ({
      name,
      mimeType: 'image/png',
      buffer: shown,
    }))
    await page.locator('input[type=file]').setInputFiles(files)
    await page.getByLabel('What picture 1 shows').fill('The kiln, glowing')
    await look('messages-pictures-waiting', { isWholePage: false })
    await page.getByRole('button', { name: 'Send' }).click()
    const picture = said(theirs).getByRole('img', { name: 'The kiln, glowing' })
    await expect(picture).toBeVisible()
    await theirs.getByRole('button', { name: 'The kiln, glowing' }).press('Enter')
    await expect(theirs.getByRole('heading', { name: 'Picture 1 of 2' })).toBeVisible()
    await look('messages-picture', { page: theirs, isWholePage: false })
    await theirs.keyboard.press('ArrowRight')
    await expect(theirs.getByRole('heading', { name: 'Picture 2 of 2' })).toBeVisible()
    await theirs.keyboard.press('Escape')
    await page.getByRole('button', { name: 'More about this message' }).last().click()
    await page.getByRole('menuitem', { name: 'Take back' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
    await expect(picture).toHaveCount(0)
  })

  await test.step('a video is prepared, outlives a reload, is sent and played, and is gone when taken back', async () => {
    const buffer = await film(page)
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'kiln.webm', mimeType: 'video/webm', buffer })
    await expect(page.getByText('The video is being prepared')).toBeVisible()
    await page.reload()
    await page
      .getByLabel('Add captions')
      .setInputFiles({ name: 'kiln.vtt', mimeType: 'text/vtt', buffer: CAPTIONS })
    await expect(page.getByText('1 caption')).toBeVisible()
    await page.reload()
    await expect(page.getByText('1 caption')).toBeVisible()
    await page.getByLabel('What the video shows').fill('The kiln, opened')
    await look('messages-video-waiting', { isWholePage: false })
    await page.getByRole('button', { name: 'Send' }).click()
    const video = said(theirs).getByLabel('The kiln, opened')
    await expect(video).toBeVisible()
    expect(await play(theirs, 'The kiln, opened')).toEqual({ status: 206, isGoingOn: true })
    await look('messages-video', { page: theirs, isWholePage: false })
    await page.getByRole('button', { name: 'More about this message' }).last().click()
    await page.getByRole('menuitem', { name: 'Take back' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
    await expect(video).toHaveCount(0)
  })

  await test.step('a voice note is recorded, heard before it is sent and by the other one, and is gone when taken back', async () => {
    await page.context().grantPermissions(['microphone'])
    await page.getByRole('button', { name: 'Record a voice note' }).press('Enter')
    await expect(page.getByRole('timer')).toHaveText(/^0:0[1-9] of 5:00/)
    await look('messages-voice-recording', { isWholePage: false })
    await page.getByRole('button', { name: 'End the voice note' }).press('Enter')
    await expect(page.getByRole('button', { name: /^Play/ })).toBeFocused()
    await page.getByLabel('What you say').fill('The kiln is mended')
    const own = page.getByRole('group', { name: 'Voice note: You' })
    await own.getByRole('slider').press('End')
    await expect(own.getByRole('slider')).not.toHaveValue('0')
    await look('messages-voice-waiting', { isWholePage: false })
    await page.getByRole('button', { name: 'Send' }).click()
    const note = said(theirs).getByRole('group', { name: `Voice note: ${ANA.name}` })
    await expect(said(theirs)).toContainText('The kiln is mended')
    await expect(note).toContainText(/0:0[1-9]/)
    await look('messages-voice', { page: theirs, isWholePage: false })
    const moved = theirs.waitForFunction(() =>
      [...document.querySelectorAll('audio')].some((each) => each.currentTime > 0.2),
    )
    await note.getByRole('button', { name: /^Play/ }).press('Enter')
    await moved
    await page.getByRole('button', { name: 'More about this message' }).last().click()
    await page.getByRole('menuitem', { name: 'Take back' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
    await expect(note).toHaveCount(0)
    await page.getByRole('button', { name: 'Record a voice note' }).click()
    await page.getByRole('button', { name: 'Give this voice note up' }).click()
    await expect(page.getByRole('timer')).toHaveCount(0)
  })

  await test.step('on a phone the list and the conversation take turns', async () => {
    await write(theirs, 'مرحبًا، كيف حالك؟')
    await write(
      theirs,
      'A longer one, so that it is seen how a message of several lines stands beside the time that it was sent at, and where it breaks.',
    )
    await expect(said(page)).toContainText('where it breaks')
    await look('messages-thread', { isWholePage: false })
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('link', { name: 'All conversations' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Messages' })).toBeVisible()
    await look('messages-list', { isWholePage: false })
  })

  await test.step('a group: who comes sees what is said from then on, who is taken out sees no more', async () => {
    await page.goto('/messages')
    await page.getByRole('button', { name: 'New message' }).first().click()
    await page.getByRole('button', { name: 'New group' }).click()
    await page.getByLabel('Name of the group').fill('Pottery')
    await look('messages-group-new', { isWholePage: false })
    await page.getByRole('button', { name: 'Make a group of 1' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Pottery' })).toBeVisible()
    await write(page, 'Nobody hears this')
    await page.getByRole('button', { name: 'About this conversation' }).click()
    await page.getByRole('button', { name: 'Add people' }).click()
    await page.getByRole('button', { name: BO.name }).click()
    await expect(page.getByRole('button', { name: `More about ${BO.name}` })).toBeVisible()
    await look('messages-group', { isWholePage: false })
    await page.keyboard.press('Escape')
    await theirs.getByRole('link', { name: /Pottery/ }).click()
    await write(theirs, 'Thank you for having me')
    await expect(said(page)).toContainText(BO.name)
    await expect(said(page)).toContainText('Thank you for having me')
    await expect(said(theirs)).not.toContainText('Nobody hears this')
    await page.getByRole('button', { name: 'About this conversation' }).click()
    await page.getByRole('button', { name: `More about ${BO.name}` }).click()
    await page.getByRole('menuitem', { name: 'Take out of the group' }).click()
    allow(/404/)
    await expect(theirs.getByText('you are no longer in it')).toBeVisible()
    await expect(theirs.getByRole('link', { name: /Pottery/ })).toHaveCount(0)
    await page.keyboard.press('Escape')
  })

  await test.step('what was said is in the log of each', async () => {
    await page.goto('/you')
    await expect(page.getByText('Yes! I bring the buns').first()).toBeVisible({ timeout: 60_000 })
  })
})
