import { screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'

import { i18n } from '@/kit/i18n'
import { render } from '@/kit/testing/render'

import type { Rule } from './api'
import { Steer } from './Steer'

const REPOSTS: Rule = {
  id: 'r1',
  amount: 'nothing',
  targets: [{ kind: 'format', value: 'repost', name: 'repost' }],
  hours: { from_minute: 0, until_minute: 1440, weekdays: [] },
  from_at: null,
  until_at: null,
  strength: 1,
  words: 'nothing from reposts',
  made_at: '2026-05-05T06:00:00Z',
  is_active: true,
  is_idle: true,
}

afterEach(() => {
  vi.unstubAllGlobals()
})

test('a rule that changes nothing says so when it is understood, and where it stands', async () => {
  await i18n.loadNamespaces('feed')
  vi.stubGlobal('fetch', ({ method }: Request) =>
    Promise.resolve(
      method === 'GET'
        ? Response.json([])
        : Response.json({ rules: [REPOSTS], new: 1, ended: 0, unread: [] }, { status: 201 }),
    ),
  )
  const { user } = render(<Steer onChanged={() => undefined} />)
  await user.type(screen.getByLabelText('Say what you want more or less of'), 'no reposts')
  await user.click(screen.getByRole('button', { name: 'Say it' }))
  const words = await screen.findAllByText(/This changes nothing: your feed shows posts themselves/)
  expect(words).toHaveLength(2)
  expect(words[0]).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'One rule in force' }))
  expect(words[1]).toBeVisible()
})
