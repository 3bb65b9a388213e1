import { expect, test } from './journey.ts'
import { PATIENT } from './pieces.ts'

test('a person makes a key, asks with it, and revokes it', async ({
  page,
  look,
  moveIn,
  allow,
}) => {
  allow(/401/) // the revoked key, at the end
  await moveIn()

  await test.step('the page is found in the menu, and says what keys are for', async () => {
    await page.getByRole('button', { name: 'Ana Duarte' }).click()
    await page.getByRole('menuitem', { name: 'Developers' }).click()
    await expect(page.getByRole('heading', { name: 'Developers', level: 1 })).toBeVisible()
    await expect(page.getByText('No program has a key yet')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled()
    await look('developers-empty')
  })

  let token = ''
  await test.step('a key is made, and its token shown once', async () => {
    await page.getByRole('button', { name: 'Make a key' }).click()
    await page.getByLabel('Name').fill('My notebook')
    await page.getByText('Limits and expiry').click()
    await page.getByLabel('Requests a minute').fill('60')
    await page.getByLabel('Expires').selectOption('In 30 days')
    await look('developers-new', { isWholePage: false })
    await page.getByRole('button', { name: 'Make this key' }).click()
    const dialog = page.getByRole('dialog', { name: 'Your new key' })
    await expect(dialog).toContainText('It is shown this once')
    token = await dialog.getByLabel('Key').inputValue()
    expect(token).toMatch(/^bk_/)
    await look('developers-made', { isWholePage: false })
    await dialog.getByRole('button', { name: 'I have kept it' }).click()
    const row = page.getByRole('listitem').filter({ hasText: 'My notebook' })
    await expect(row).toContainText(`ends in ${token.slice(-4)}`)
    await expect(row).toContainText('60 requests a minute')
  })

  await test.step('a model is asked from the page, and what went and came is shown', async () => {
    const chosen = page.getByRole('region', { name: 'Try it' }).getByLabel('Model')
    await expect(chosen).toBeEnabled()
    await page.getByLabel('Message').fill('Say hello.')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(page.getByRole('region', { name: 'Answer' })).not.toBeEmpty(PATIENT)
    await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeVisible(PATIENT)
    await page.getByText('The request as it went').click()
    const request = page.getByRole('region', { name: 'The request as it went' })
    await expect(request).toContainText('POST /v1/chat/completions')
    await expect(request).not.toContainText(token)
    await page.getByText('The response as it came').click()
    const response = page.getByRole('region', { name: 'The response as it came' })
    await expect(response).toContainText('text/event-stream')
    await expect(response).toContainText('[DONE]')
  })

  await test.step('what it used is counted', async () => {
    await expect(async () => {
      await page.getByLabel('Time').selectOption('Last 7 days')
      await page.reload()
      await expect(page.getByRole('region', { name: /^Usage by day/ })).toContainText(
        'My notebook',
        { timeout: 2000 },
      )
    }).toPass({ timeout: 30_000 })
    const requests = page.getByRole('region', { name: 'The latest requests' })
    await expect(requests.getByRole('row').nth(1)).toContainText('My notebook')
    await expect(requests).not.toContainText('Say hello.')
    await expect(page.getByRole('region', { name: 'By model' })).toContainText('100%')
    await look('developers')
  })

  await test.step('code for programs names this server, and never the key', async () => {
    await page.getByLabel('Key', { exact: true }).first().fill(token)
    for (const name of ['Python', 'JavaScript', 'curl']) {
      await page.getByRole('tab', { name }).click()
      await expect(page.getByRole('tabpanel')).toContainText(`${new URL(page.url()).origin}/v1`)
      await expect(page.getByRole('tabpanel')).not.toContainText(token)
    }
    await look('developers-code')
  })

  await test.step('each interface has a document, and the operator sees the servers', async () => {
    const link = page.getByRole('link', { name: /^OpenAPI document of anthropic/ })
    const document = await page.request.get((await link.getAttribute('href')) ?? '')
    expect(Object.keys((await document.json()) as object)).toContain('paths')
    const servers = page.getByRole('list', { name: 'Servers of models' })
    await expect(servers.getByRole('listitem')).toContainText('answers')
  })

  const status = (path: string) =>
    page.evaluate(
      async ([asked, key]) =>
        (await fetch(asked, { headers: { Authorization: `Bearer ${key}` } })).status,
      [path, token] as const,
    )

  await test.step('revoked, it opens nothing any more', async () => {
    expect(await status('/v1/models')).toBe(200)
    await page.getByRole('button', { name: 'Revoke My notebook' }).click()
    await expect(page.getByRole('dialog')).toContainText("This can't be undone")
    await page.getByRole('button', { name: 'Revoke this key' }).click()
    await expect(page.getByText('No program has a key yet')).toBeVisible()
    await expect.poll(() => status('/v1/models')).toBe(401)
  })
})
