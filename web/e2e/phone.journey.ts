import { expect, test } from './journey.ts'
import { bringSample, lastAnswer, MAYA, message, say } from './pieces.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

test('the walk on a phone: nothing is wider than the screen, nothing stands under the bar', async ({
  page,
  moveIn,
}) => {
  test.setTimeout(600_000)
  const fits = async () =>
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  const bar = page.getByRole('navigation', { name: 'Main' }).last()

  await moveIn(MAYA)
  await fits()
  await bar.getByRole('link', { name: 'Bring' }).tap()
  await expect(page.getByRole('heading', { level: 1, name: 'Bring your life' })).toBeVisible()
  await bringSample(page)
  await fits()
  await page.getByRole('link', { name: 'Talk about it' }).tap()
  await say(page, 'What did Ana say about the Lisbon trip?')
  await expect(lastAnswer(page)).toContainText('Ana Duarte')
  await fits()

  const [box, foot] = [await message(page).boundingBox(), await bar.boundingBox()]
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(foot?.y ?? 0)

  await page
    .getByRole('button', { name: /^Source 1/ })
    .first()
    .tap()
  const source = page.getByRole('complementary', { name: 'Source 1' })
  await expect(source.locator('mark')).toBeInViewport()
  await source.getByRole('button', { name: 'Close the source' }).tap()
  await expect(source).toHaveCount(0)

  await test.step('conversations are in the drawer', async () => {
    await page.getByRole('button', { name: 'Open the sidebar' }).tap()
    await expect(page.getByRole('link', { name: /Lisbon trip/ })).toBeVisible()
    await page.getByRole('link', { name: 'New chat' }).tap()
    await expect(page.getByRole('link', { name: /Lisbon trip/ })).toBeHidden()
  })

  for (const path of [
    '/you',
    '/you/sources',
    '/you/beliefs',
    '/you/access',
    '/you/export',
    '/settings',
    '/settings/security',
    '/settings/people',
    '/settings/models',
    '/settings/learning',
    '/settings/tools',
  ]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.locator('nav [aria-current="page"]').first()).toBeAttached()
    await fits()
  }
})
