import { expect, test } from './journey.ts'
import { MAYA, PATIENT } from './pieces.ts'

test('the whole walk by keyboard alone', async ({ page }) => {
  test.setTimeout(600_000)
  const focused = page.locator(':focus')

  /** Presses Tab until what has the focus bears this name. */
  async function tabTo(name: RegExp) {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab')
      const found = focused.and(
        page
          .getByRole('button', { name })
          .or(page.getByRole('link', { name }))
          .or(page.getByRole('textbox', { name })),
      )
      if ((await found.count()) > 0) return
    }
    throw new Error(`the Tab key doesn't reach ${String(name)}`)
  }

  await test.step('an account', async () => {
    await page.goto('/')
    await page.waitForURL('**/welcome')
    await tabTo(/^Your name/)
    await page.keyboard.type(MAYA.name)
    await tabTo(/^E-mail/)
    await page.keyboard.type(MAYA.email)
    await page.keyboard.press('Tab')
    await page.keyboard.type(MAYA.password)
    await page.keyboard.press('Enter')
    await expect(page.getByText("I don't know you yet")).toBeVisible()
  })

  await test.step('a sample life', async () => {
    await tabTo(/^Bring your life/)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Bring your life' })).toBeFocused()
    await tabTo(/^Look around with a sample life/)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'What became of it' })).toBeVisible(PATIENT)
  })

  await test.step('a question, its source, and back', async () => {
    await tabTo(/^Talk about it/)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeFocused()
    await page.keyboard.type('What did Ana say about the Lisbon trip?')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: /^Source 1/ }).first()).toBeVisible(PATIENT)
    await page.keyboard.press('Shift+Tab')
    for (let presses = 0; presses < 12; presses += 1) {
      if ((await focused.getAttribute('aria-label'))?.startsWith('Source 1')) break
      await page.keyboard.press('Shift+Tab')
    }
    await page.keyboard.press('Enter')
    await expect(page.getByRole('complementary', { name: 'Source 1' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('complementary', { name: 'Source 1' })).toHaveCount(0)
    await expect(page.getByRole('button', { name: /^Source 1/ }).first()).toBeFocused()
  })

  await test.step('one message is forgotten, after seeing what goes', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('y')
    await expect(page.getByRole('heading', { level: 1, name: 'Your timeline' })).toBeFocused()
    await tabTo(/^What to do with this/)
    await page.keyboard.press('Enter')
    const forget = page.getByRole('menuitem', { name: 'Forget this', exact: true })
    await expect(forget).toBeVisible()
    for (let presses = 0; presses < 10; presses += 1) {
      if ((await focused.textContent())?.trim() === 'Forget this') break
      await page.keyboard.press('ArrowDown')
    }
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toContainText('This goes for good', PATIENT)
    await tabTo(/^Forget 1 event/)
    await page.keyboard.press('Enter')
    await expect(page.getByText('1 event forgotten', { exact: true })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  await test.step('the keys tell of themselves', async () => {
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })
})
