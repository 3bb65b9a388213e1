import { expect, test as base } from './journey.ts'
import { openModel, type Model } from './model.ts'
import { invite, said, write } from './people.ts'
import { PATIENT } from './pieces.ts'

const BO = { name: 'Bo Lindqvist', email: 'bo@example.org', password: 'nine grey geese' }

const test = base.extend<{ model: Model }>({
  // eslint-disable-next-line no-empty-pattern -- a fixture that needs no other one has to say so
  model: async ({}, use) => {
    const model = await openModel()
    await use(model)
    await model.close()
  },
  settings: async ({ model }, use) =>
    use({ BEKNOWN_LANGUAGE_URL: model.url, BEKNOWN_LANGUAGE_MODEL: 'pieces' }),
})

test('an answer is read by all while it is written, survives a reload, and can be stopped and asked for again', async ({
  page,
  browser,
  house,
  model,
  look,
  moveIn,
}) => {
  await moveIn()
  const theirs = await invite(page, browser, house.url, BO)

  await test.step('both read along', async () => {
    await page.goto('/messages')
    await page.getByRole('button', { name: 'New message' }).first().click()
    await page.getByRole('button', { name: 'New group' }).click()
    await page.getByLabel('Name of the group').fill('Pottery')
    await page.getByRole('button', { name: BO.name }).click()
    await page.getByRole('button', { name: 'Make a group of 2' }).click()
    await theirs.goto(`${house.url}/messages`)
    await theirs.getByRole('link', { name: /Pottery/ }).click()
    await write(theirs, 'The pottery evening begins on Thursday at seven')
    await write(theirs, '@beknown when does the pottery evening begin?')
    await expect(page.getByText('Beknown is writing …')).toBeVisible(PATIENT)
    await model.asked()
    model.say('It begins **on Thursday** [1]')
    for (const each of [page, theirs])
      await expect(each.getByText('It begins on Thursday')).toBeVisible(PATIENT)
    await look('answer-writing', { page: theirs, isWholePage: false })
  })

  await test.step('who comes back in the middle of it has it once', async () => {
    await page.reload()
    await expect(page.getByText('It begins on Thursday')).toHaveCount(1)
    model.say(' at seven.')
    await expect(page.getByText('at seven.')).toBeVisible()
    model.end()
    const line = said(page).getByRole('listitem').filter({ hasText: 'Made by AI' })
    await expect(line).toContainText('at seven.')
    await expect(page.getByText('Beknown is writing …')).toBeHidden()
    await expect(said(page).getByText('at seven.')).toHaveCount(1)
    await expect(page.getByRole('link', { name: /Pottery/ })).toContainText(
      'It begins on Thursday at seven.',
    )
  })

  await test.step('the admin stops another one, and it stays as far as it came', async () => {
    await write(theirs, '@beknown and what shall I bring?')
    await model.asked()
    model.say('A towel, and')
    await expect(page.getByText('A towel, and')).toBeVisible(PATIENT)
    await page.getByRole('button', { name: 'Stop' }).click()
    for (const each of [page, theirs])
      await expect(each.getByText('It was stopped here.')).toBeVisible()
    model.end()
    await look('answer-stopped', { page: theirs, isWholePage: false })
  })

  await test.step('it is asked for again, breaks off, and comes whole the next time', async () => {
    await theirs.getByRole('button', { name: 'Ask again' }).click()
    await expect(theirs.getByText('It was stopped here.')).toBeHidden()
    await model.asked()
    model.say('A towel')
    await expect(theirs.getByText('A towel')).toBeVisible(PATIENT)
    model.die()
    await expect(page.getByText('It breaks off here')).toBeVisible(PATIENT)
    await look('answer-broken', { page: theirs, isWholePage: false })
    await theirs.getByRole('button', { name: 'Ask again' }).click()
    await model.asked()
    model.say('A towel and an apron.')
    model.end()
    await expect(said(page)).toContainText('A towel and an apron.', PATIENT)
    await expect(page.getByText('It breaks off here')).toBeHidden()
  })
})
