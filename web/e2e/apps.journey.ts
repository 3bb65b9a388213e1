import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { ANA, expect, signIn, test } from './journey.ts'

interface Tokens {
  access_token: string
  refresh_token: string
}

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

/** A program on the person's computer, which waits on a free port for what it is sent. */
async function openProgram() {
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end('<!doctype html><title>Notebook</title><p>Back in the notebook.</p>')
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1')
    if (pathname === '/back') server.emit('sent', searchParams)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    redirectUri: `http://127.0.0.1:${port}/back`,
    sent: async () => ((await once(server, 'sent')) as [URLSearchParams])[0],
    close: () => server.close(),
  }
}

test('an app asks for access, is let in, and is shown out again', async ({
  page,
  house,
  look,
  moveIn,
  allow,
}) => {
  allow(/404/) // a code that nothing waits for
  const post = async <T>(path: string, body: Record<string, string> | object, isForm = true) => {
    const answer = await fetch(house.url + path, {
      method: 'POST',
      body: isForm ? new URLSearchParams(body as Record<string, string>) : JSON.stringify(body),
      ...(isForm ? {} : { headers: { 'Content-Type': 'application/json' } }),
    })
    return (await answer.json()) as T
  }
  const status = async (token: string) =>
    (await fetch(`${house.url}/v1/models`, { headers: { Authorization: `Bearer ${token}` } }))
      .status
  await moveIn()
  const program = await openProgram()
  const { client_id: clientId } = await post<{ client_id: string }>(
    '/oauth/register',
    // Of an address on this computer the port is free.
    { client_name: 'Notebook', redirect_uris: ['http://127.0.0.1/back'] },
    false,
  )
  const verifier = randomBytes(32).toString('base64url')
  const ask = new URLSearchParams({
    client_id: clientId,
    redirect_uri: program.redirectUri,
    response_type: 'code',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    scope: 'plain personal',
    state: 'a state',
  })

  let tokens: Tokens
  await test.step('who is signed out signs in first, and is asked then', async () => {
    await page.goto('about:blank') // what a page still asks while its cookies go would be refused
    await page.context().clearCookies()
    await page.goto(`/authorize?${ask}`)
    await signIn(page, ANA)
    await expect(page.getByRole('heading', { name: 'Let ‘Notebook’ in?' })).toBeVisible()
    const card = page.getByRole('region', { name: 'What ‘Notebook’ could do' })
    await expect(card).toContainText('In your name: Ana Duarte, ana@example.org')
    await expect(card.getByRole('listitem')).toHaveCount(2)
    await expect(card).toContainText('The answer goes to a program on this computer')
    await look('authorize')
  })

  await test.step('no is told to the program, and gives nothing', async () => {
    const sent = program.sent()
    await page.getByRole('button', { name: 'No', exact: true }).click()
    expect(Object.fromEntries(await sent)).toEqual({
      error: 'access_denied',
      state: 'a state',
      iss: house.url,
    })
    await expect(page.getByText('Back in the notebook.')).toBeVisible()
  })

  await test.step('yes sends a code, which the program changes for a key', async () => {
    await page.goto(`/authorize?${ask}`)
    const sent = program.sent()
    await page.getByRole('button', { name: 'Yes, let it in' }).click()
    const code = (await sent).get('code') ?? ''
    await expect(page.getByText('Back in the notebook.')).toBeVisible()
    tokens = await post<Tokens>('/oauth/token', {
      grant_type: 'authorization_code',
      client_id: clientId,
      code,
      code_verifier: verifier,
      redirect_uri: program.redirectUri,
    })
    expect(await status(tokens.access_token)).toBe(200)
    tokens = await post<Tokens>('/oauth/token', {
      grant_type: 'refresh_token',
      client_id: clientId,
      refresh_token: tokens.refresh_token,
    })
    expect(await status(tokens.access_token)).toBe(200)
  })

  await test.step('an app that asks wrongly can only be told so', async () => {
    const wrong = new URLSearchParams({ ...Object.fromEntries(ask), scope: 'everything' })
    await page.goto(`/authorize?${wrong}`)
    await expect(page.getByRole('alert')).toContainText("There is no scope 'everything'")
    await expect(page.getByRole('button', { name: 'Yes, let it in' })).toHaveCount(0)
    await look('authorize-wrong')
  })

  await test.step('a device shows a code, and the person types it', async () => {
    const device = await post<{ client_id: string }>(
      '/oauth/register',
      { client_name: 'Terminal', grant_types: [DEVICE_GRANT, 'refresh_token'] },
      false,
    )
    const begun = await post<{ device_code: string; user_code: string; verification_uri: string }>(
      '/oauth/device',
      { client_id: device.client_id, scope: 'plain' },
    )
    await page.goto(begun.verification_uri)
    await look('device')
    await page.getByLabel('Code').fill('BBBBBBBB')
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(page.getByText('Nothing waits for this code')).toBeVisible()
    await page.getByLabel('Code').fill(begun.user_code.toLowerCase())
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(page.getByRole('heading', { name: 'Let ‘Terminal’ in?' })).toBeVisible()
    await look('device-asks')
    await page.getByRole('button', { name: 'Yes, let it in' }).click()
    await expect(page.getByRole('status')).toContainText('It is let in')
    const given = await post<Tokens>('/oauth/token', {
      grant_type: DEVICE_GRANT,
      client_id: device.client_id,
      device_code: begun.device_code,
    })
    expect(await status(given.access_token)).toBe(200)
  })

  await test.step('what apps have stands in You, and is ended there', async () => {
    await page.goto('/you')
    await page.getByRole('link', { name: 'Apps', exact: true }).click()
    const rows = page.getByRole('list', { name: 'Apps that you let in' }).locator('> li')
    await expect(rows).toHaveCount(2)
    await expect(rows.nth(1)).toContainText('Notebook')
    await expect(rows.nth(1)).toContainText('Your assistant')
    await look('you-apps')
    await page.getByRole('button', { name: 'End the access of Notebook' }).click()
    await expect(page.getByRole('dialog')).toContainText("This can't be undone")
    await look('you-apps-end', { isWholePage: false })
    await page.getByRole('button', { name: 'End its access' }).click()
    await expect(rows).toHaveCount(1)
    await expect.poll(() => status(tokens.access_token)).toBe(401)
    await page.goto('/developers')
    await expect(page.getByText('No program has a key yet')).toBeVisible()
  })
  program.close()
})
