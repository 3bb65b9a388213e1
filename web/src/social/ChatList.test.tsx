import { screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'

import { PersonProvider, type Person } from '@/api/session'
import { i18n } from '@/kit/i18n'
import { render } from '@/kit/testing/render'

import { ChatList } from './ChatList'

const ME: Person = {
  id: 'me',
  display_name: 'Ana',
  email: 'ana@example.org',
  locale: 'en-GB',
  time_zone: 'UTC',
  role: 'member',
  created_at: '2026-05-04T10:00:00Z',
}
const CHAT = {
  id: 'pottery',
  kind: 'group',
  name: 'Pottery',
  last_at: '2026-05-04T10:00:00Z',
  keep_days: null,
  read_seq: 1,
  other_id: null,
  unread: 0,
  last_seq: 1,
  last_author_id: 'bo',
  last_attached: null,
}

async function show(last: object): Promise<void> {
  const page = { chats: [{ ...CHAT, ...last }], next: null }
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(page)))
  await i18n.loadNamespaces('social')
  render(
    <PersonProvider value={ME}>
      <ChatList open={undefined} onNew={() => undefined} />
    </PersonProvider>,
  )
}

afterEach(() => {
  vi.unstubAllGlobals()
})

test('an answer stands in the list in plain words', async () => {
  await show({ last_text: 'It begins **on Thursday** [1].\n\n- _Bring_ buns', is_last_ai: true })
  expect(await screen.findByText('Beknown: It begins on Thursday. Bring buns')).toBeVisible()
})

test('what people write stands there as they wrote it', async () => {
  await show({ last_text: '2 * 3 * 4 [1] _so_', is_last_ai: false })
  expect(await screen.findByText('2 * 3 * 4 [1] _so_')).toBeVisible()
})

test('where an answer is cut for the list, no half of a mark stands there', async () => {
  const begun = 'So **the _kiln_ '
  const text = begun + 'is warm '.repeat(80).slice(0, 500 - begun.length)
  await show({ last_text: text, is_last_ai: true })
  expect(await screen.findByText(/^Beknown: So the kiln is warm is warm/)).toBeVisible()
})

test('an answer that is whole keeps what is no mark', async () => {
  await show({ last_text: 'So **the kiln is warm', is_last_ai: true })
  expect(await screen.findByText('Beknown: So **the kiln is warm')).toBeVisible()
})
