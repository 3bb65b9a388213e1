import { expect, test } from './journey.ts'

test('a person talks with the assistant, which remembers, cites, asks and forgets', async ({
  page,
  look,
  moveIn,
}) => {
  await moveIn()
  const message = page.getByRole('textbox', { name: 'Message', exact: true })
  /** What is seen, not what is read out to those who don't see it. */
  const seen = (words: string | RegExp) =>
    page.getByText(words).and(page.locator(':not([aria-live], [aria-live] *)'))
  const ask = async (text: string) => {
    await message.fill(text)
    await message.press('Enter')
    await expect(page.getByText(text, { exact: true }).last()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeVisible({
      timeout: 60_000,
    })
  }

  await test.step('nothing is known at first, and that is said', async () => {
    await page.goto('/')
    await expect(page.getByText('A small model is running: it finds')).toBeVisible()
    await look('talk-empty')
    await ask('What did Maria say about the trip?')
    await expect(seen("I don't know yet").first()).toBeVisible()
    await expect(page).toHaveURL(/\/c\//)
  })

  await test.step('what is told is remembered, found and cited', async () => {
    await ask('remember that my sister Maria loves the tram 28 in Lisbon')
    await expect(seen("I'll remember that.").first()).toBeVisible()
    await ask('What does Maria love in Lisbon?')
    const mark = page.getByRole('button', { name: /^Source 1:/ }).last()
    await expect(mark).toBeVisible()
    const heard = page.locator('[aria-live]').filter({ hasText: 'Beknown has answered' }).last()
    await expect(heard).toContainText('loves the tram 28 in Lisbon')
    await expect(heard).not.toContainText('[1]')
    await mark.press('Enter')
    const source = page.getByRole('complementary', { name: 'Source 1' })
    await expect(source.getByText('my sister Maria loves the tram 28 in Lisbon')).toBeVisible()
    await look('talk-source')
    await page.keyboard.press('Escape')
    await expect(source).toBeHidden()
    await expect(mark).toBeFocused()
  })

  await test.step('a reminder is set and taken back', async () => {
    await ask('Remind me tomorrow at 9 to water the plants')
    await expect(seen(/I'll remind you on/).first()).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await expect(seen('taken back').first()).toBeVisible()
  })

  await test.step('nothing is forgotten without a yes', async () => {
    await ask('forget that my sister Maria loves the tram 28 in Lisbon')
    await expect(seen('Forget this for good?').first()).toBeVisible()
    await look('talk-approval')
    await page.getByRole('button', { name: 'Yes, forget' }).click()
    await expect(seen('It is forgotten.').first()).toBeVisible()
    await expect(seen('This answer is gone').first()).toBeVisible()
  })

  await test.step('a question in other words is a branch, and both can be seen', async () => {
    await page.reload()
    await page.getByRole('button', { name: 'Edit' }).first().focus()
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Edit your message' }).fill('What day is it?')
    await page.getByRole('button', { name: 'Send', exact: true }).first().click()
    await expect(seen('2/2').first()).toBeVisible()
    await page.getByRole('button', { name: 'Previous version' }).click()
    await expect(
      page.getByText('What did Maria say about the trip?', { exact: true }).last(),
    ).toBeVisible()
  })

  await test.step('a conversation is found, renamed and deleted', async () => {
    const list = page.getByRole('region', { name: 'Conversations' })
    await list.getByRole('searchbox').fill('tram 28')
    await expect(list.getByRole('link', { name: /tram 28/ })).toBeVisible()
    await expect(list).not.toContainText('[1]')
    await list.getByRole('searchbox').fill('')
    await list
      .getByRole('button', { name: /^More about/ })
      .first()
      .press('Enter')
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    await page.getByRole('textbox', { name: 'Title' }).fill('Maria and Lisbon')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(list.getByRole('link', { name: 'Maria and Lisbon' })).toBeVisible()
    await list.getByRole('button', { name: 'More about Maria and Lisbon' }).press('Enter')
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await expect(list.getByText('No conversations yet.')).toBeVisible()
  })

  await test.step('a temporary chat leaves nothing behind', async () => {
    await page.goto('/')
    await page.getByRole('button', { name: 'Temporary chat' }).click()
    await ask('hello')
    await page.getByRole('button', { name: 'Leave the temporary chat' }).click()
    await page.getByRole('button', { name: 'Temporary chat' }).click()
    await expect(page.getByText('hello', { exact: true })).toHaveCount(0)
    await expect(page.getByText('No conversations yet.')).toBeVisible()
  })
})
