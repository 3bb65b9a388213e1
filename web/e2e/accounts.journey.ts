import { ANA, expect, signIn, test } from './journey.ts'

const BO = { name: 'Bo Lindqvist', email: 'bo@example.org', password: 'nine grey geese' }

test('the first account becomes the operator, invites another, and both look after their own', async ({
  page,
  browser,
  house,
  look,
  moveIn,
  allow,
}) => {
  await test.step('a newcomer is welcomed', async () => {
    await page.goto('/')
    await expect(page).toHaveTitle('Welcome · Beknown')
    await look('welcome')
    await page.getByRole('button', { name: 'Make my account' }).click()
    await expect(page.getByLabel('Your name')).toBeFocused()
    await moveIn()
  })

  await test.step('the settings keep what is changed', async () => {
    await page.goto('/settings')
    await page.getByLabel('Your name').fill('Ana D.')
    await page.getByLabel('Time zone').selectOption('Asia/Tokyo')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Saved', { exact: true })).toBeVisible()
    await page.reload()
    await expect(page.getByLabel('Your name')).toHaveValue('Ana D.')
    await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Tokyo')
    await look('settings-account')
    await page.goto('/settings/appearance')
    await look('settings-appearance')
  })

  const link = await test.step('the operator makes an invitation', async () => {
    await page.goto('/settings/people')
    await page.getByRole('button', { name: 'Invite someone' }).click()
    await page.getByLabel('A word for them').fill('Come in, the kettle is on.')
    await look('invite', { isWholePage: false })
    await page.getByRole('button', { name: 'Make the invitation' }).click()
    const address = await page.getByLabel('Address of the invitation').inputValue()
    expect(address.startsWith(house.url)).toBe(true)
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByText('Anyone with the address')).toBeVisible()
    await look('settings-people')
    return address
  })

  await test.step('the invited one joins, and sees nothing of the house', async () => {
    const context = await browser.newContext({ locale: 'de-AT', timezoneId: 'Europe/Vienna' })
    const theirs = await context.newPage()
    await theirs.goto(link)
    await expect(theirs.getByText('Come in, the kettle is on.')).toBeVisible()
    await look('join', { page: theirs })
    await theirs.getByLabel('Your name').fill(BO.name)
    await theirs.getByLabel('E-mail').fill(BO.email)
    await theirs.getByLabel('Password', { exact: true }).fill(BO.password)
    await theirs.getByRole('button', { name: 'Join' }).click()
    await theirs.waitForURL(`${house.url}/`)
    await theirs.goto(`${house.url}/settings`)
    await expect(theirs.getByRole('heading', { name: 'Settings' })).toBeVisible()
    const settings = theirs.getByRole('navigation', { name: 'Settings' })
    await expect(settings.getByRole('link', { name: 'People' })).toHaveCount(0)
    await expect(theirs.getByLabel('Time zone')).toHaveValue('Europe/Vienna')
    await theirs.goto(link)
    await expect(theirs.getByRole('alert')).toBeVisible()

    await test.step('whose birth year the operator states sees it, and who stated it', async () => {
      await page.goto('/you/care')
      const people = page.getByRole('region', { name: 'Birth years in this house' })
      await people.getByRole('spinbutton', { name: `Birth year of ${BO.name}` }).fill('2014')
      await people.getByRole('button', { name: `Save the birth year of ${BO.name}` }).click()
      await expect(page.getByText('Saved', { exact: true })).toBeVisible()
      await page.reload()
      await expect(
        people.getByRole('spinbutton', { name: `Birth year of ${BO.name}` }),
      ).toHaveValue('2014')
      await look('care-operator')
      await theirs.goto(`${house.url}/you/care`)
      const year = theirs.getByLabel(/^Birth year/)
      await expect(year).toHaveValue('2014')
      await expect(year).not.toBeEditable()
      await expect(theirs.getByText('An operator of this Beknown stated it')).toBeVisible()
      await expect(theirs.getByRole('region', { name: 'Birth years in this house' })).toHaveCount(0)
    })
    await context.close()
  })

  await test.step('a wrong password is refused, the right one leads on to where one wanted to', async () => {
    allow(/status of 401.*\/api\/session /)
    await page.getByRole('button', { name: 'Ana D.' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.waitForURL('**/sign-in')
    await look('sign-in')
    await page.goto('/settings/security')
    await page.waitForURL('**/sign-in?next=**')
    await signIn(page, { ...ANA, password: 'not the one at all' })
    await expect(page.getByRole('alert')).toBeVisible()
    await signIn(page, ANA)
    await page.waitForURL('**/settings/security')
    await look('settings-security')
  })

  await test.step('signing out elsewhere ends the other session at once', async () => {
    const context = await browser.newContext({ locale: 'en-GB' })
    const other = await context.newPage()
    await other.goto(`${house.url}/sign-in`)
    await signIn(other, ANA)
    await other.waitForURL(`${house.url}/`)
    await page.reload()
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere else' }).click()
    await expect(page.getByText('Signed out', { exact: true })).toBeVisible()
    await other.goto(`${house.url}/settings/security`)
    await expect(other).toHaveURL(/sign-in/)
    await context.close()
  })
})

test('a passkey signs in without a password', async ({ page, context, moveIn }) => {
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await moveIn()
  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByText('never used')).toBeVisible()
  await page.getByRole('button', { name: ANA.name }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
})
