import { screen, waitFor } from '@testing-library/react'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'

import { i18n } from '@/kit/i18n'
import { render } from '@/kit/testing/render'

import BriefCard from './BriefCard'
import type { Suggestion } from './world'

const PROMISE: Suggestion = {
  id: '019a0000-0000-7000-8000-000000000001',
  kind: 'promise',
  what: '',
  name: 'Ana Duarte',
  acquaintance_id: null,
  quote: 'I send you the photos tomorrow',
  on_day: '2026-05-05',
  is_mine: true,
  is_certain: true,
  event_ids: ['019a0000-0000-7000-8000-000000000002'],
}

/** Stands in for the server: gives what is on the card, notes what is asked of it. */
function serve(suggestions: Suggestion[]): string[] {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const body = request.method === 'GET' ? '' : ` ${await request.text()}`
    asked.push(`${request.method} ${new URL(request.url).pathname}${body}`)
    return Response.json(request.method === 'GET' ? { suggestions } : { act: null })
  })
  return asked
}

beforeAll(() => i18n.loadNamespaces('understanding'))
beforeEach(() => vi.unstubAllGlobals())

test('the card says what matters, why, and leads to the whole brief', async () => {
  serve([PROMISE])
  render(<BriefCard />)
  expect(await screen.findByText(/You promised Ana Duarte/)).toBeVisible()
  expect(screen.getByText('“I send you the photos tomorrow”')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Why' })).toHaveAttribute(
    'href',
    `/you?event=${PROMISE.event_ids[0] ?? ''}`,
  )
  expect(screen.getByRole('link', { name: 'The whole brief' })).toHaveAttribute(
    'href',
    '/you/brief',
  )
})

test('there is no card where nothing matters', async () => {
  const asked = serve([])
  const { container } = render(<BriefCard />)
  await waitFor(() => expect(asked).toEqual(['GET /api/you/brief/card']))
  expect(container.querySelector('section')).toBeNull()
})

test('the card is put away, and comes back by undo', async () => {
  const asked = serve([PROMISE])
  const { user } = render(<BriefCard />)
  await user.click(await screen.findByRole('button', { name: 'Put away for today' }))
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() =>
    expect(asked.filter((each) => each.startsWith('PUT'))).toEqual([
      `PUT /api/you/brief/card {"suggestion_ids":["${PROMISE.id}"],"is_away":true}`,
      `PUT /api/you/brief/card {"suggestion_ids":["${PROMISE.id}"],"is_away":false}`,
    ]),
  )
})

test("'not this again' holds for the subject, and is taken back by undo", async () => {
  const asked = serve([PROMISE])
  const { user } = render(<BriefCard />)
  await user.click(await screen.findByRole('button', { name: 'Not this again' }))
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() =>
    expect(asked.filter((each) => each.startsWith('POST'))).toEqual([
      `POST /api/you/brief/${PROMISE.id}/decline {"scope":"subject"}`,
      `POST /api/you/brief/${PROMISE.id}/reopen {"act":null}`,
    ]),
  )
})
