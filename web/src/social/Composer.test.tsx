import { screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'

import { i18n } from '@/kit/i18n'
import { render } from '@/kit/testing/render'

import { Composer } from './Composer'

const WORK = {
  id: 'film',
  author_id: 'me',
  state: 'works',
  percent: 40,
  reason: '',
  width: null,
  height: null,
  length_ms: null,
  captions: 0,
}
const film = (bytes: number) =>
  Object.defineProperty(new File([''], 'kiln.mp4', { type: 'video/mp4' }), 'size', { value: bytes })

function answer(limits: object, work: object = WORK): void {
  vi.stubGlobal('fetch', (request: Request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/api/videos') return Promise.resolve(Response.json(limits))
    return Promise.resolve(Response.json(pathname.startsWith('/api/videos/') ? work : []))
  })
}

async function choose(limits: object, file: File): Promise<void> {
  answer({ most_mb: 200, most_minutes: 10, missing: null, ...limits })
  await i18n.loadNamespaces('social')
  const { user } = render(<Composer />)
  await screen.findByLabelText('Who sees it')
  await user.upload(screen.getByLabelText('Add pictures or a video', { selector: 'input' }), file)
}

afterEach(() => {
  sessionStorage.clear()
  vi.unstubAllGlobals()
})

test('a post can be for a group that one is in', async () => {
  const list = { id: 'l1', name: 'Kiln night', is_close: false, group_id: 'g1', members: [] }
  vi.stubGlobal('fetch', (request: Request) =>
    Promise.resolve(Response.json(request.url.endsWith('/api/social/lists') ? [list] : [])),
  )
  await i18n.loadNamespaces('social')
  render(<Composer />)
  expect(await screen.findByRole('option', { name: 'Group: Kiln night' })).toBeVisible()
})

test('a video that is too large is refused before it is sent, with its size and the limit', async () => {
  await choose({}, film(300_500_000))
  expect(await screen.findByText(/has 301 MB; at most 200 MB are taken here/)).toBeVisible()
})

test('where videos can not be prepared the composer says so and how that is mended', async () => {
  await choose({ missing: 'ffmpeg is missing: pip install' }, film(1000))
  expect(await screen.findByText('ffmpeg is missing: pip install')).toBeVisible()
})

test('a video that is being prepared is found again after a reload, and nothing is posted meanwhile', async () => {
  sessionStorage.setItem('beknown.video.post', 'film')
  answer({ most_mb: 200, most_minutes: 10, missing: null })
  await i18n.loadNamespaces('social')
  const { user } = render(<Composer />)
  expect(await screen.findByText('The video is being prepared')).toBeVisible()
  expect(screen.getByText('40 %')).toBeVisible()
  await user.type(screen.getByLabelText('What would you like to say?'), 'Look')
  expect(screen.getByRole('button', { name: 'Post' })).toBeDisabled()
  await user.click(screen.getByRole('button', { name: 'Remove the video' }))
  expect(screen.getByRole('button', { name: 'Post' })).toBeEnabled()
})

test('a video that can not be shown says why', async () => {
  sessionStorage.setItem('beknown.video.post', 'film')
  answer(
    { most_mb: 200, most_minutes: 10, missing: null },
    { ...WORK, state: 'failed', reason: 'It is cut off.' },
  )
  await i18n.loadNamespaces('social')
  render(<Composer />)
  expect(await screen.findByRole('alert')).toHaveTextContent(
    "This video can't be shownIt is cut off.",
  )
})

test('after a reload the composer still tells how many captions a video has', async () => {
  sessionStorage.setItem('beknown.video.post', 'film')
  answer(
    { most_mb: 200, most_minutes: 10, missing: null },
    { ...WORK, state: 'ready', width: 320, height: 180, length_ms: 1500, captions: 2 },
  )
  await i18n.loadNamespaces('social')
  render(<Composer />)
  expect(await screen.findByText('2 captions')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Other captions' })).toBeVisible()
})
