import { screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'

import { i18n } from '@/kit/i18n'
import { render } from '@/kit/testing/render'

import { Mutes } from './Mutes'

const ALL_DAY = { from_minute: 0, until_minute: 1440, weekdays: [] }
const rule = (id: string, topic: string, more: object = {}) => ({
  id,
  amount: 'nothing',
  targets: [{ kind: 'topic', value: topic, name: topic }],
  hours: ALL_DAY,
  until_at: null,
  ...more,
})

const asked: string[] = []

function answer(rules: object[]): void {
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url)
    asked.push(`${request.method} ${pathname} ${await request.text()}`)
    if (request.method !== 'GET') return Response.json([], { status: 201 })
    return Response.json(pathname === '/api/feed/rules' ? rules : [])
  })
}

afterEach(() => {
  asked.length = 0
  vi.unstubAllGlobals()
})

test('muted topics stand among what is muted, other rules of the feed do not', async () => {
  answer([
    rule('r1', 'politics'),
    rule('r2', 'chess', { until_at: '2026-12-01T00:00:00Z' }),
    rule('r3', 'cats', { amount: 'less' }),
  ])
  await i18n.loadNamespaces('social')
  const { user } = render(<Mutes />)
  await user.click(await screen.findByRole('button', { name: 'Unmute politics' }))
  expect(screen.queryByText('chess')).toBeNull()
  expect(screen.queryByText('cats')).toBeNull()
  await waitFor(() => expect(asked).toContain('DELETE /api/feed/rules/r1 '))
})

test.each([
  ['A topic', 'POST /api/feed/rules/topics {"topic":"football"}'],
  ['A word', 'POST /api/social/mutes {"kind":"word","word":"football"}'],
])('%s is muted as what it is', async (kind, request) => {
  answer([])
  await i18n.loadNamespaces('social')
  const { user } = render(<Mutes />)
  await user.selectOptions(await screen.findByLabelText('What to mute'), kind)
  await user.type(screen.getByLabelText('Which word or topic'), 'football')
  await user.click(screen.getByRole('button', { name: 'Mute it' }))
  await waitFor(() => expect(asked).toContain(request))
})
