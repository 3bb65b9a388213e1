import { expect, test } from './journey.ts'
import { lastAnswer, MAYA, say } from './pieces.ts'

test('talk of distress is met with a few words and local lines, and nothing of it is on any page of You', async ({
  page,
  moveIn,
  look,
}) => {
  await moveIn(MAYA)
  await test.step('what is only hinted at gets the usual answer and an offer that can be put away', async () => {
    await page.goto('/')
    await say(page, 'hello') // the engine that makes vectors stands from then on
    await page.goto('/')
    await say(
      page,
      'My boyfriend checks my phone every day and I have to send him photos of where I am.',
    )
    const offer = page
      .getByRole('complementary')
      .filter({ has: page.locator('summary') })
      .last()
    await expect(offer).toBeVisible()
    await look('care-offered')
    await offer.getByRole('button', { name: 'Put it away' }).click()
    await expect(offer).toBeHidden()
  })

  await page.goto('/')
  await say(page, 'i dont want to live anymore')
  await expect(lastAnswer(page)).toContainText("I'm really glad you told me.")
  const card = page.getByRole('complementary', { name: 'People who listen' })
  await expect(card.getByRole('link', { name: /^Call SNS 24/ })).toHaveAttribute(
    'href',
    'tel:808242424',
  )
  await look('care-acute')

  await test.step('another country is chosen on the spot', async () => {
    await card.getByRole('button', { name: 'Lines in another country' }).click()
    await card.getByLabel('Country').selectOption('Germany')
    await expect(card.getByRole('link', { name: /^Call TelefonSeelsorge/ })).toBeVisible()
  })

  await test.step('afterwards the lines stay in reach, folded', async () => {
    await say(page, 'hello')
    await expect(page.getByText('People who listen').last()).toBeVisible()
    await page.locator('summary', { hasText: 'People who listen' }).click()
    await expect(page.getByRole('link', { name: /^Call TelefonSeelsorge/ }).last()).toBeVisible()
    await look('care-folded')
  })

  await test.step('the page Care says what is done and what never is', async () => {
    await page.goto('/you/care')
    await expect(page.getByRole('heading', { name: 'What is never done with it' })).toBeVisible()
    await expect(page.getByLabel('Country of the help lines')).toHaveValue('DE')
    await page.getByLabel(/^Birth year/).fill('2012')
    await page.getByRole('button', { name: 'Save' }).first().click()
    await expect(page.getByText('Saved', { exact: true })).toBeVisible()
    await look('care-page', { isWholePage: true })
  })
})
