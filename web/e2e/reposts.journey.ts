import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { ANA, expect, test } from './journey.ts'
import { letIn, postWith } from './people.ts'

const BO = { name: 'Bo Lindqvist', email: 'bo@example.org', password: 'nine grey geese' }

// This machine counts as outside: a site of this journey stands on it.
test.use({ settings: { BEKNOWN_OUTSIDE_HOSTS: '127.0.0.1' } })

test('one keeps a draft and posts it, another passes it on and quotes it, and it goes everywhere at once', async ({
  page,
  browser,
  house,
  look,
  moveIn,
}) => {
  await moveIn()
  await page.goto('/people')
  await page.getByRole('button', { name: 'Show me' }).click()
  const words = page.getByLabel('What would you like to say?')

  await test.step('what she writes is kept as a draft, changed and posted', async () => {
    await words.fill('The kiln is')
    await page.getByLabel('Who sees it').selectOption({ label: 'Everybody here' })
    await page.getByRole('button', { name: 'Keep as a draft' }).click()
    await expect(words).toHaveValue('')
    await page.getByRole('button', { name: 'Drafts (1)' }).click()
    await look('drafts', { isWholePage: false })
    await page.getByRole('button', { name: 'Go on with: The kiln is' }).click()
    await expect(words).toHaveValue('The kiln is')
    await words.fill('The kiln is warm again')
    await page.getByRole('button', { name: 'Post', exact: true }).click()
    await expect(postWith(page, 'The kiln is warm again')).toContainText('Everybody here')
    await expect(page.getByRole('button', { name: /^Drafts/ })).toHaveCount(0)
  })

  const bo = await letIn(page, browser, house.url, BO)
  await test.step('he passes it on as it is, and with words of his own', async () => {
    await bo.goto(`${house.url}/people/all`)
    await bo.getByRole('link', { name: ANA.name }).click()
    const post = postWith(bo, 'The kiln is warm again')
    await post.getByRole('button', { name: /^Repost or quote/ }).click()
    await bo.getByRole('menuitem', { name: 'Repost' }).click()
    await expect(post.getByRole('button', { name: /^Reposted/ })).toBeVisible()
    await post.getByRole('button', { name: /^Reposted/ }).click()
    await bo.getByRole('menuitem', { name: 'Quote' }).click()
    const dialog = bo.getByRole('dialog')
    await dialog.getByLabel('Your words about it').fill('Bring your bowls on Friday')
    await dialog.getByLabel('Who sees it').selectOption({ label: 'Everybody here' })
    await expect(dialog.getByRole('group', { name: `Quoted post by ${ANA.name}` })).toContainText(
      'The kiln is warm again',
    )
    await look('quote-write', { page: bo, isWholePage: false })
    await dialog.getByRole('button', { name: 'Post', exact: true }).click()
    await expect(dialog).toHaveCount(0)
  })

  await test.step('a page she links to is shown as a card, drawn by the house, until she takes it away', async () => {
    const site = await openSite(await page.screenshot())
    await page.goto('/people')
    await words.fill(`How the kiln was mended: ${site.url}/kiln`)
    await page.getByLabel('Who sees it').selectOption({ label: 'Everybody here' })
    await expect(page.getByLabel('With a preview of 127.0.0.1')).toBeChecked()
    await look('link-write')
    await page.getByRole('button', { name: 'Post', exact: true }).click()
    const post = postWith(page, 'How the kiln was mended')
    const card = post.getByRole('link', { name: 'Mending a kiln' })
    await expect(card).toHaveAttribute('href', `${site.url}/kiln`)
    await expect
      .poll(async () => (await card.locator('img').boundingBox())?.height)
      .toBeGreaterThan(60)
    await look('link-card')
    expect(site.asked).toEqual(['/robots.txt', '/kiln', '/kiln.png'])
    await bo.goto(`${house.url}/people/all`)
    await bo.getByRole('link', { name: ANA.name }).click()
    await postWith(bo, 'How the kiln was mended')
      .getByRole('button', { name: /^Repost or quote/ })
      .click()
    await bo.getByRole('menuitem', { name: 'Quote' }).click()
    const dialog = bo.getByRole('dialog')
    await dialog.getByLabel('Your words about it').fill('New bricks, too')
    await expect(dialog.getByText('Mending a kiln')).toBeVisible()
    await look('quote-write-card', { page: bo, isWholePage: false })
    await dialog.getByLabel('Who sees it').selectOption({ label: 'Everybody here' })
    await dialog.getByRole('button', { name: 'Post', exact: true }).click()
    await bo.goto(`${house.url}/people`)
    const quote = postWith(bo, 'New bricks, too')
    await expect(quote.getByRole('link', { name: /Mending a kiln/ })).toBeVisible()
    await look('quote-card', { page: bo })
    await post.getByRole('button', { name: 'Take the preview of 127.0.0.1 away' }).press('Enter')
    await expect(card).toHaveCount(0)
    site.close()
  })

  await test.step('both are on his page, and in what she sees', async () => {
    await page.goto('/people/all')
    await page.getByRole('link', { name: BO.name }).click()
    await expect(page.getByText(`${BO.name} passed this on`)).toBeVisible()
    const quoted = page.getByRole('group', { name: `Quoted post by ${ANA.name}` })
    await expect(quoted.filter({ hasText: 'The kiln is warm again' })).toBeVisible()
    await look('reposts')
  })

  await test.step('with the post the repost goes, and the quote says so', async () => {
    await page.goto('/people')
    await postWith(page, 'The kiln is warm again')
      .getByRole('button', { name: /^What to do with the post/ })
      .click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await expect(page.getByText('Deleted', { exact: true })).toBeVisible()
    await bo.goto(`${house.url}/people`)
    await expect(postWith(bo, 'Bring your bowls')).toContainText(
      'The quoted post is not available.',
    )
    await expect(bo.getByText('The kiln is warm again')).toHaveCount(0)
    await look('quote-gone', { page: bo })
  })
  await bo.context().close()
})

/** Opens a site with a page and a picture; tells what it was asked. */
async function openSite(picture: Buffer) {
  const asked: string[] = []
  const server = createServer(({ url = '' }, response) => {
    asked.push(url)
    if (url === '/kiln') response.setHeader('content-type', 'text/html').end(KILN)
    else if (url === '/kiln.png') response.setHeader('content-type', 'image/png').end(picture)
    else response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, asked, close: () => server.close() }
}

const KILN = `<title>Mending a kiln</title><meta property="og:image" content="/kiln.png">
  <meta name="description" content="New bricks, a new coil, and a warm evening: what it takes to have an old kiln going again.">`
