import { expect, signIn, test } from './journey.ts'
import { bringSample, lastAnswer, MAYA, message, say } from './pieces.ts'

test('a newcomer brings a life, talks about it and sees all of it', async ({
  page,
  look,
  moveIn,
}) => {
  test.setTimeout(600_000)

  await test.step('an empty house says where to begin', async () => {
    await page.goto('/')
    await page.waitForURL('**/welcome')
    await moveIn(MAYA)
    await expect(page.getByText("I don't know you yet")).toBeVisible()
    await look('chat-empty', { isWholePage: false })
    await page.getByRole('link', { name: 'Bring your life' }).click()
    await expect(page).toHaveTitle('Bring your life · Beknown')
    await look('bring')
  })

  await test.step('a sample life is read, and each record accounted for', async () => {
    await bringSample(page)
    await look('report')
    await page.getByRole('link', { name: 'Talk about it' }).click()
  })

  await test.step('a question is answered with what was said, and where', async () => {
    await expect(page.getByText("I don't know you yet")).toHaveCount(0)
    await say(page, 'What did Ana say about the Lisbon trip?')
    await expect(lastAnswer(page)).toContainText('Ana Duarte')
    await look('chat', { isWholePage: false })
    await page
      .getByRole('button', { name: /^Source 1/ })
      .first()
      .click()
    const source = page.getByRole('complementary', { name: 'Source 1' })
    await expect(source.locator('mark')).toBeInViewport()
    await look('citation', { isWholePage: false })
    await page.keyboard.press('Escape')
    await expect(source).toHaveCount(0)
  })

  await test.step('what it is told it keeps, and it reminds', async () => {
    await say(page, 'Remember that my sister is allergic to nuts')
    await say(page, 'Remind me tomorrow at 9 to call the dentist')
    await expect(lastAnswer(page)).toContainText('call the dentist')
    await look('chat-tools', { isWholePage: false })
    await page.goto('/you/beliefs')
    await expect(page.getByText('my sister is allergic to nuts').first()).toBeVisible()
  })

  await test.step('the timeline shows answers as they stood, not as signs', async () => {
    await page.goto('/you')
    const answer = page.getByRole('article').filter({ hasText: 'Answer of the assistant' })
    await expect(answer.locator('blockquote').first()).toBeVisible()
    await expect(answer.filter({ hasText: '> ' })).toHaveCount(0)
    await look('you-timeline', { isWholePage: false })
  })

  await test.step('the settings', async () => {
    for (const [path, heading] of [
      ['models', 'Language model'],
      ['learning', 'What people do with what they see'],
      ['tools', 'Tools'],
    ] as const) {
      await page.goto(`/settings/${path}`)
      await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible()
      await look(path)
    }
  })

  await test.step('a training that is asked for is carried out, and tells what came of it', async () => {
    await page.goto('/settings/learning')
    const actions = page.getByRole('region', { name: 'What people do with what they see' })
    await actions.getByRole('button', { name: 'Train now' }).click()
    await expect(actions.getByText('Kept back')).toBeVisible({ timeout: 60_000 })
    await expect(actions.getByRole('progressbar')).toBeVisible()
  })

  await test.step('going and coming back finds the conversation', async () => {
    await page.getByRole('button', { name: MAYA.name }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.waitForURL('**/sign-in')
    await signIn(page, MAYA)
    await page
      .getByRole('region', { name: 'Conversations' })
      .getByRole('link', { name: /Lisbon trip/ })
      .click()
    await expect(page.getByRole('heading', { level: 1, name: /Lisbon trip/ })).toBeVisible()
    await expect(message(page)).toBeVisible()
  })
})
