import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { expect, type Page } from '@playwright/test'

/** The person whose invented life the sample is. */
export const MAYA = {
  name: 'Maya Lindqvist',
  email: 'maya@example.org',
  password: 'nine grey geese fly',
} as const

/** Reading and answering take a while on a small machine. */
export const PATIENT = { timeout: 120_000 }

const CHAT = `[03/04/2025, 09:12:44] Messages and calls are end-to-end encrypted.
[03/04/2025, 09:12:44] Tomasz Wrona: Are you coming to the pottery evening?
[03/04/2025, 09:13:10] Maya: Yes! I glaze the blue bowl this time
[04/04/2025, 18:40:02] Tomasz Wrona: The kiln broke, we meet at the Orchid café instead
[04/04/2025, 18:41:30] Maya: Then I bring the cardamom buns
[05/04/2025, 10:02:11] Tomasz Wrona: The kiln is mended, your bowl is in it at 1080 degrees
`

/** Writes a chat as WhatsApp exports it: it says neither whose it is nor whether the day or the month stands first. */
export async function writeChat(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'beknown-chat-'))
  await writeFile(join(folder, '_chat.txt'), CHAT)
  await promisify(execFile)('python3', ['-m', 'zipfile', '-c', 'WhatsApp Chat.zip', '_chat.txt'], {
    cwd: folder,
  })
  return join(folder, 'WhatsApp Chat.zip')
}

/** Brings the sample life by its button and waits until it is read. */
export async function bringSample(page: Page): Promise<void> {
  await page.goto('/bring')
  await page.getByRole('button', { name: 'Look around with a sample life' }).click()
  await page.waitForURL('**/bring/*')
  await expect(page.getByRole('heading', { name: 'What became of it' })).toBeVisible(PATIENT)
}

/** Says something to the assistant and waits until it has answered. */
export async function say(page: Page, words: string): Promise<void> {
  const answers = page.getByRole('heading', { name: 'Beknown', exact: true })
  const before = await answers.count()
  await message(page).fill(words)
  // On a phone the Enter key begins a new line.
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(answers).toHaveCount(before + 1, PATIENT)
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeVisible(PATIENT)
}

/** The last answer of the assistant. */
export const lastAnswer = (page: Page) =>
  page
    .locator('div')
    .filter({ has: page.locator('> h2', { hasText: /^Beknown$/ }) })
    .last()

/** Where a message to the assistant is written. */
export const message = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true })
