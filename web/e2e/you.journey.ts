import { stat } from 'node:fs/promises'

import { ANA, expect, test } from './journey.ts'

test('a person sees, searches, corrects and forgets what is held about them', async ({
  page,
  look,
  moveIn,
}) => {
  await moveIn()

  await test.step('at first there is nothing, and every page says so', async () => {
    await page.goto('/you')
    await expect(page.getByText('Nothing here yet')).toBeVisible()
    await page.getByRole('link', { name: 'Sources' }).click()
    await expect(page.getByRole('heading', { name: 'Your sources' })).toBeVisible()
  })

  await test.step('what they tell is remembered, corrected and shown with where it comes from', async () => {
    await page.goto('/you/beliefs')
    await page.getByLabel('What to remember').fill('I live in Lisbon')
    await page.getByRole('button', { name: 'Remember this' }).click()
    await expect(page.getByText('I live in Lisbon')).toBeVisible()
    await page.getByRole('button', { name: 'Correct' }).click()
    await page.getByLabel('How it should read').fill('I live in Porto')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('I live in Porto')).toBeVisible()
    await page.getByRole('button', { name: 'Why do you think so?' }).click()
    await expect(page.getByText('1 earlier wording')).toBeVisible()
    await page.getByLabel('What to remember').fill('I play the cello')
    await page.getByRole('button', { name: 'Remember this' }).click()
    const cello = page.getByRole('listitem').filter({ hasText: 'I play the cello' })
    await expect(cello).toBeVisible()
    await look('you-beliefs')
  })

  await test.step('a belief is switched, rejected, taken back, and forgotten by keyboard', async () => {
    const cello = page.getByRole('listitem').filter({ hasText: 'I play the cello' })
    const choose = async (name: string) => {
      await cello.getByRole('button', { name: 'What to do with this' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('menuitem', { name, exact: true }).press('Enter')
    }
    await choose('What it may be used for')
    await cello.getByRole('switch', { name: 'Voice and camera' }).click()
    await expect(cello.getByRole('switch', { name: 'Voice and camera' })).not.toBeChecked()
    await look('you-belief', { isWholePage: false })
    await choose("It isn't so")
    await expect(cello).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await expect(cello).toBeVisible()
    await choose('Forget')
    await expect(cello).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await expect(cello).toBeVisible()
    await cello.getByRole('button', { name: 'Why do you think so?' }).click()
    await cello.getByRole('button', { name: 'Open, with what stood around it' }).click()
    await expect(page.getByRole('dialog').getByText('I play the cello')).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('what matters today stands above a new conversation, says why, and holds its peace', async () => {
    await page.getByLabel('What to remember').fill('My exam is tomorrow')
    await page.getByRole('button', { name: 'Remember this' }).click()
    await expect(page.getByText('My exam is tomorrow')).toBeVisible()
    const card = page.getByRole('region', { name: 'Today' })
    await expect(async () => {
      await page.goto('/you/brief')
      await page.getByLabel('Quiet from').fill('00:00')
      await page.getByLabel('Quiet until').fill('00:00')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.goto('/')
      await expect(card.getByText('Your exam is tomorrow', { exact: true })).toBeVisible({
        timeout: 3000,
      })
    }).toPass({ timeout: 60_000 })
    await look('chat-brief', { isWholePage: false })
    await card.getByRole('button', { name: 'Not this again' }).click()
    await expect(card).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await card.getByRole('button', { name: 'Put away for today' }).click()
    await expect(card).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await card.getByRole('link', { name: 'The whole brief' }).click()
    await expect(page.getByRole('heading', { name: 'Your exam is tomorrow' })).toBeVisible()
    await look('you-brief')
  })

  await test.step('a sample life fills the timeline', async () => {
    const csrf = await page.evaluate(async () => {
      const session = (await (await fetch('/api/session')).json()) as { csrf_token: string }
      return session.csrf_token
    })
    const answer = await page.request.post('/api/imports/sample', {
      headers: { 'X-CSRF-Token': csrf },
    })
    expect(answer.ok(), await answer.text()).toBe(true)
    await expect(async () => {
      const tasks = (await (await page.request.get('/api/tasks')).json()) as {
        kind: string
        state: string
      }[]
      expect(tasks.find(({ kind }) => kind === 'sources.import')?.state).toBe('done')
    }).toPass({ timeout: 120_000 })
    await page.goto('/you')
    await expect(page.getByRole('article').first()).toBeVisible()
    await look('you-timeline', { isWholePage: false })
  })

  await test.step('words are searched, and stand in no address', async () => {
    await page.getByRole('searchbox', { name: 'Search your life' }).fill('lisbon')
    await expect(page.locator('article mark').first()).toBeVisible()
    expect(page.url()).not.toContain('lisbon')
    await look('you-search', { isWholePage: false })
    await page.getByRole('button', { name: /Filters/ }).click()
    await page.getByLabel('Source', { exact: true }).selectOption({ index: 1 })
    await expect(page).toHaveURL(/source=/)
    await look('you-filters', { isWholePage: false })
    await page.getByRole('button', { name: 'Clear filters' }).click()
  })

  await test.step('an event opens with what stood around it, by keyboard', async () => {
    const opens = page.getByRole('button', { name: /Open, with what stood around it/ }).first()
    // The list is drawn anew once without filters, and a key pressed on what was there before goes nowhere.
    await expect(async () => {
      await opens.focus()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('dialog')).toBeVisible({ timeout: 3000 })
    }).toPass({ timeout: 60_000 })
    await look('you-event', { isWholePage: false })
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  await test.step('forgetting asks with counts', async () => {
    await page.getByRole('button', { name: 'What to do with this' }).first().click()
    await page.getByRole('menuitem', { name: 'Forget this', exact: true }).click()
    await expect(page.getByRole('dialog')).toContainText('This goes for good')
    await look('you-forget', { isWholePage: false })
    await page.getByRole('button', { name: 'Forget 1 event' }).click()
    await expect(page.getByText('1 event forgotten', { exact: true })).toBeVisible()
  })

  await test.step('sources show their counts and their switches hold', async () => {
    await page.goto('/you/sources')
    const advertising = page.getByRole('switch', { name: 'Advertising', disabled: false }).first()
    await expect(advertising).not.toBeChecked()
    await advertising.click()
    await expect(advertising).toBeChecked()
    await page.reload()
    await expect(advertising).toBeChecked()
    await look('you-sources')
  })
})

test('a person sees who read what, takes everything along, and erases it', async ({
  page,
  look,
  moveIn,
  allow,
}) => {
  await moveIn()
  await page.goto('/you/beliefs')
  await page.getByLabel('What to remember').fill('I play the cello')
  await page.getByRole('button', { name: 'Remember this' }).click()
  await expect(page.getByText('I play the cello')).toBeVisible()

  await test.step('who read what', async () => {
    await page.goto('/you/access')
    await page.getByLabel('Show your own looking too').check()
    await expect(page.getByRole('table').first()).toBeVisible()
    await look('you-access')
  })

  await test.step('everything can be taken along', async () => {
    await page.goto('/you/export')
    await page.getByRole('button', { name: 'Make an export' }).click()
    const link = page.getByRole('link', { name: 'Download' })
    await expect(link).toBeVisible({ timeout: 60_000 })
    const downloading = page.waitForEvent('download')
    await link.click()
    expect((await stat(await (await downloading).path())).size).toBeGreaterThan(1000)
    await look('you-export')
  })

  await test.step('and erased: the account is gone', async () => {
    await page.getByRole('button', { name: 'Erase my account' }).click()
    await page.getByLabel('Your e-mail, to be sure').fill(ANA.email)
    await page.getByLabel('Your password', { exact: true }).fill('not this one')
    allow(/status of 403.*\/api\/account /)
    await page.getByRole('button', { name: 'Erase everything now' }).click()
    await expect(page.getByRole('alert')).toBeVisible()
    await look('you-erase', { isWholePage: false })
    await page.getByLabel('Your password', { exact: true }).fill(ANA.password)
    await page.getByRole('button', { name: 'Erase everything now' }).click()
    await page.waitForURL('**/welcome')
    await page.goto('/sign-in')
    await expect(page).toHaveURL(/welcome|sign-in/)
  })
})
