import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'

import { i18n } from '@/kit/i18n'
import { render } from '@/kit/testing/render'

import FollowedPage from './FollowedPage'

const DAILY = {
  id: 'daily',
  kind: 'feed',
  address: 'https://daily.example/feed',
  page: 'https://daily.example/',
  title: 'The Daily',
  folder: null as string | null,
  made_at: '2026-05-04T10:00:00Z',
  paused_at: null,
  state: 'good',
  trouble: null,
  status: null,
  checked_at: '2026-05-04T10:00:00Z',
  fetched_at: '2026-05-04T10:00:00Z',
  next_at: '2026-05-04T11:00:00Z',
  items: 3,
}
const GONE = {
  ...DAILY,
  id: 'gone',
  title: 'The Weekly',
  state: 'gone',
  trouble: 'gone',
  status: 410,
}

/** Stands a server in the network's place; gives what was asked. */
function serve(follows: object[], answers: Record<string, () => Response> = {}): string[] {
  const asked: string[] = []
  vi.stubGlobal('fetch', (request: Request) => {
    const what = `${request.method} ${new URL(request.url).pathname}`
    asked.push(what)
    return Promise.resolve(answers[what]?.() ?? Response.json(follows))
  })
  return asked
}

async function open() {
  await i18n.loadNamespaces('sources')
  return render(<FollowedPage />)
}

afterEach(() => {
  vi.unstubAllGlobals()
})

test('what is followed stands in its folders, and can be moved', async () => {
  const asked = serve(
    [
      { ...DAILY, folder: 'News' },
      { ...DAILY, id: 'b', title: 'Blog' },
    ],
    {
      'PUT /api/followed/daily/folder': () => Response.json(DAILY),
    },
  )
  const { user } = await open()
  const news = within(await screen.findByRole('list', { name: 'News' }))
  expect(screen.getByRole('heading', { name: 'News' })).toBeVisible()
  expect(
    within(screen.getByRole('list', { name: 'What you follow' })).getByText('Blog'),
  ).toBeVisible()
  await user.click(news.getByRole('button', { name: 'Folder: The Daily' }))
  expect(screen.getByLabelText('Name of the folder')).toHaveValue('News')
  await user.clear(screen.getByLabelText('Name of the folder'))
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(asked).toContain('PUT /api/followed/daily/folder'))
})

test('without folders there are no groups', async () => {
  serve([DAILY, GONE])
  await open()
  expect(await screen.findByRole('list', { name: 'What you follow' })).toBeVisible()
  expect(screen.queryAllByRole('heading', { level: 3 })).toEqual([])
})

test('what is removed can be brought back', async () => {
  const asked = serve([DAILY], {
    'DELETE /api/followed/daily': () => new Response(null, { status: 204 }),
  })
  const { user } = await open()
  await user.click(await screen.findByRole('button', { name: 'Remove: The Daily' }))
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(asked).toContain('POST /api/followed/daily/back'))
})

test('an outlet in trouble says why, and can be tried now', async () => {
  const asked = serve([GONE], {
    'POST /api/followed/gone/check': () => Response.json({ ...GONE, state: 'good', trouble: null }),
  })
  const { user } = await open()
  expect(await screen.findByText(/says that it is gone for good/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Try now: The Weekly' }))
  await waitFor(() => expect(asked).toContain('POST /api/followed/gone/check'))
})

test('an address that leads nowhere is refused where it was typed', async () => {
  serve([], {
    'POST /api/followed': () =>
      Response.json(
        { title: "Can't be followed", status: 422, detail: 'No feed was found there.' },
        { status: 422, headers: { 'content-type': 'application/problem+json' } },
      ),
  })
  const { user } = await open()
  expect(await screen.findByText('Nothing is followed yet')).toBeVisible()
  await user.type(screen.getByLabelText('Address'), 'nowhere.example')
  await user.click(screen.getByRole('button', { name: 'Follow' }))
  expect(await screen.findByText('No feed was found there.')).toBeVisible()
  expect(screen.getByLabelText('Address')).toHaveValue('nowhere.example')
})
