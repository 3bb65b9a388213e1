import { expect, test } from './journey.ts'
import { lastAnswer, MAYA, PATIENT, say, writeChat } from './pieces.ts'

test('a chat asks what it does not say itself, is read once, and serves only as long as its switch is on', async ({
  page,
  look,
  moveIn,
}) => {
  await moveIn(MAYA)
  const chat = await writeChat()
  const ended = page.getByRole('heading', { name: 'What became of it' })

  await test.step('it asks which name and which date is meant, and offers the likeliest', async () => {
    await page.goto('/bring')
    await page.getByLabel('Choose files').setInputFiles(chat)
    await expect(page.getByRole('heading', { name: 'Before it can be read' })).toBeVisible(PATIENT)
    await expect(page.getByLabel('Which of these names is you?')).toHaveValue('Maya')
    await expect(page.getByRole('option', { name: /The day stands first.*3 Apr/ })).toBeAttached()
    await look('bring-question')
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(ended).toBeVisible(PATIENT)
    await expect(page.getByText('5 kept', { exact: true })).toBeVisible()
    await look('bring-answered')
  })

  await test.step('brought again, nothing is new', async () => {
    await page.goto('/bring')
    await page.getByLabel('Choose files').setInputFiles(chat)
    const go = page.getByRole('button', { name: 'Go on' })
    await expect(go.or(ended)).toBeVisible(PATIENT)
    if (await go.isVisible()) await go.click()
    await expect(ended).toBeVisible(PATIENT)
    await expect(page.getByText(/· 5 known already/)).toBeVisible()
  })

  await test.step('what is no archive is named with its reason', async () => {
    await page.goto('/bring')
    await page.getByLabel('Choose files').setInputFiles({
      name: 'broken.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from('PK\u0003\u0004 and then nothing'),
    })
    await expect(page.getByRole('alert').or(ended).first()).toBeVisible(PATIENT)
    await expect(page.getByText('broken.zip').first()).toBeVisible()
  })

  await test.step('with the switch on it is recalled', async () => {
    await page.goto('/')
    await say(page, 'What did Tomasz say about the kiln?')
    await expect(lastAnswer(page)).toContainText('The kiln broke')
  })

  await test.step('with the switch off it is not', async () => {
    await page.goto('/you/sources')
    const may = page
      .getByRole('group', { name: /^What WhatsApp/ })
      .getByRole('switch', { name: 'Assistant' })
    await may.click()
    await expect(may).not.toBeChecked()
    // What was said about it is known from the conversation, too.
    const talk = page
      .getByRole('group', { name: /^What Your assistant/ })
      .getByRole('switch', { name: 'Assistant' })
    await talk.click()
    await expect(talk).not.toBeChecked()
    await page.goto('/')
    await say(page, 'What did Tomasz say about the kiln?')
    await expect(lastAnswer(page)).not.toContainText('The kiln broke')
    await look('chat-unknown', { isWholePage: false })
  })
})
