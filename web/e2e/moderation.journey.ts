import { ANA, expect, test } from './journey.ts'
import { letIn, postWith, showOneself } from './people.ts'

const BO = { name: 'Bo Lindqvist', email: 'bo@example.org', password: 'nine grey geese' }
const CLEO = { name: 'Cleo Marin', email: 'cleo@example.org', password: 'five red kites' }

test('one reports a post, an operator hides it, its author appeals, and it comes back', async ({
  page,
  browser,
  house,
  look,
  moveIn,
}) => {
  await moveIn()
  const bo = await letIn(page, browser, house.url, BO)
  const cleo = await letIn(page, browser, house.url, CLEO)

  await test.step('nothing was decided, and nothing waits', async () => {
    await bo.getByRole('link', { name: 'Standing', exact: true }).click()
    await expect(bo.getByRole('heading', { name: 'All is well' })).toBeVisible()
    await look('standing-none', { page: bo })
    await page.goto('/people/moderation')
    await expect(page.getByRole('heading', { name: 'Nothing waits' })).toBeVisible()
    await look('moderation-none')
    await bo.goto(`${house.url}/people/moderation`)
    await expect(bo.getByRole('heading', { name: 'This is for those who moderate' })).toBeVisible()
  })

  await test.step('he posts, and she reports it with a reason', async () => {
    await bo.goto(`${house.url}/people`)
    await bo
      .getByLabel('What would you like to say?')
      .fill('Whoever votes for the bridge is a fool')
    await bo.getByLabel('Who sees it').selectOption({ label: 'Everybody here' })
    await bo.getByRole('button', { name: 'Post', exact: true }).click()
    await expect(postWith(bo, 'is a fool')).toBeVisible()
    await cleo.goto(`${house.url}/people/all`)
    await cleo.getByRole('link', { name: BO.name }).click()
    await postWith(cleo, 'is a fool')
      .getByRole('button', { name: /^What to do with the post/ })
      .click()
    await cleo.getByRole('menuitem', { name: 'Report this post' }).click()
    await cleo.getByLabel('What is wrong with it?').selectOption('harassment')
    await cleo.getByLabel('What they should know').fill('It means me')
    await look('report', { page: cleo, isWholePage: false })
    await cleo.getByRole('button', { name: 'Report', exact: true }).click()
    await expect(cleo.getByText('What comes of it stands under').first()).toBeVisible()
  })

  await test.step('the operator sees what was reported and why, not by whom, and hides it', async () => {
    await page.reload()
    const found = page.getByRole('region', { name: `Post by ${BO.name}` })
    await expect(found).toContainText('is a fool')
    await found.getByRole('button', { name: 'Show all of it' }).click()
    await expect(found).toContainText('It means me')
    await expect(page.getByText(CLEO.name)).toHaveCount(0)
    await look('moderation-case')
    await found.getByRole('button', { name: 'Decide' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Decision').selectOption('hide')
    await dialog.getByLabel('Why').fill('We argue about bridges, not about people.')
    await look('moderation-decide', { isWholePage: false })
    await dialog.getByRole('button', { name: 'Decide' }).click()
    await expect(page.getByRole('heading', { name: 'Nothing waits' })).toBeVisible()
  })

  await test.step('it is out of her sight, and she sees that something was done', async () => {
    await cleo.reload()
    await expect(cleo.getByText('Either nothing is posted yet')).toBeVisible()
    await cleo.getByRole('link', { name: 'Standing', exact: true }).click()
    await expect(cleo.getByRole('list', { name: 'What you reported' })).toContainText(
      'Something was done',
    )
    await look('standing-reports', { page: cleo })
  })

  await test.step('he is told, sees why, and appeals', async () => {
    await bo.goto(`${house.url}/people`)
    await expect(postWith(bo, 'is a fool')).toContainText('Hidden from others')
    await expect(bo.getByText('There is something new about your standing')).toBeVisible()
    await look('standing-news', { page: bo })
    await bo.getByRole('link', { name: 'See it', exact: true }).click()
    const decision = bo.getByRole('region', { name: 'A post of yours is hidden from others' })
    await expect(decision).toContainText('not about people')
    await decision.getByRole('button', { name: 'Appeal' }).click()
    await bo
      .getByLabel('Why should it be looked at again?')
      .fill('It is a line of the song that we all sing.')
    await bo.getByRole('dialog').getByRole('button', { name: 'Appeal' }).click()
    await expect(decision).toContainText('Appealed')
    await look('standing-appealed', { page: bo })
  })

  await test.step('the appeal is granted, and all is as before', async () => {
    await page.reload()
    const found = page.getByRole('region', { name: `Post by ${BO.name}` })
    await found.getByRole('button', { name: 'Show all of it' }).click()
    await expect(found).toContainText('a line of the song')
    await found.getByRole('button', { name: 'Answer the appeal' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Why').fill('So it is.')
    await dialog.getByRole('button', { name: 'Answer the appeal' }).click()
    await expect(page.getByRole('heading', { name: 'Nothing waits' })).toBeVisible()
    await page.getByRole('tab', { name: 'Decided' }).click()
    await found.getByRole('button', { name: 'Show all of it' }).click()
    await expect(found.getByRole('region', { name: 'Each step' })).toContainText('Appeal granted')
    await look('moderation-decided')
    await cleo.goto(`${house.url}/people/all`)
    await cleo.getByRole('link', { name: BO.name }).click()
    await expect(postWith(cleo, 'is a fool')).toBeVisible()
    await bo.goto(`${house.url}/people/standing`)
    await expect(bo.getByText('Appeal granted')).toBeVisible()
  })

  await test.step('whoever reports the only one who decides is told so, before and after', async () => {
    await showOneself(page, house.url)
    await cleo.goto(`${house.url}/people/all`)
    await cleo.getByRole('link', { name: ANA.name }).click()
    await cleo.getByRole('button', { name: `What to do about ${ANA.name}` }).click()
    await cleo.getByRole('menuitem', { name: 'Report', exact: true }).click()
    const dialog = cleo.getByRole('dialog')
    await expect(dialog.getByText('Nobody but this person decides here')).toBeVisible()
    await look('report-alone', { page: cleo, isWholePage: false })
    await dialog.getByLabel('What is wrong with it?').selectOption('harassment')
    await dialog.getByRole('button', { name: 'Report', exact: true }).click()
    await expect(dialog.getByText('For now nobody can decide about it')).toBeVisible()
    await look('report-alone-sent', { page: cleo, isWholePage: false })
    await dialog.getByRole('button', { name: 'Mute them' }).click()
    await expect(cleo.getByText('You see nothing of them any more.').first()).toBeVisible()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await cleo.goto(`${house.url}/people/standing`)
    await expect(cleo.getByText('It waits until somebody else')).toBeVisible()
    await look('standing-alone', { page: cleo })
    await page.goto('/people/moderation')
    await expect(page.getByText('Reports about you reach nobody')).toBeVisible()
    await look('moderation-alone')
    await page.getByRole('searchbox', { name: 'Find somebody to name' }).fill('Bo')
    await page.getByRole('button', { name: `Name ${BO.name} a moderator` }).click()
    await expect(page.getByText('Reports about you reach nobody')).toBeHidden()
    await bo.goto(`${house.url}/people/moderation`)
    await expect(bo.getByRole('region', { name: ANA.name })).toBeVisible()
    await cleo.reload()
    await expect(cleo.getByText('It waits until somebody else')).toBeHidden()
  })
  await bo.context().close()
  await cleo.context().close()
})
