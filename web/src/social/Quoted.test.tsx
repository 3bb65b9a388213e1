import { screen, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, test, vi } from 'vitest'

import { i18n } from '@/kit/i18n'
import { render } from '@/kit/testing/render'

import type { Post } from './api'
import { Composer } from './Composer'
import { QuotedPost } from './Quoted'

const POST: Post = {
  id: 'post',
  entry_id: 'entry',
  author: { id: 'bo', handle: 'bo', name: 'Bo', picture_id: null },
  text: 'The kiln is warm',
  shown_to: 'everyone',
  made_at: '2026-05-04T10:00:00Z',
  edited_at: null,
  images: [{ id: 'kiln', alt: 'A kiln', width: 640, height: 480 }],
  link: {
    id: 'page',
    url: 'https://example.org/kiln',
    host: 'example.org',
    title: 'Mending a kiln',
    about: '',
    has_picture: false,
    is_waiting: false,
  },
  video: null,
  marks: [],
  is_calmed: false,
  is_mine: false,
  is_public: true,
  is_quote: false,
  is_reply: false,
  is_reposted: false,
  is_saved: false,
  my_reaction: null,
  parent: null,
  quoted: null,
  quotes: 0,
  reactions: {},
  replies: 0,
  reposted_by: null,
  reposts: 0,
  root: null,
  written: null,
}

async function quotedIn(page: ReactNode) {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json([])))
  await i18n.loadNamespaces('social')
  render(page)
  return within(await screen.findByRole('group', { name: 'Quoted post by Bo' }))
}

afterEach(() => {
  vi.unstubAllGlobals()
})

test('where a quote is written the quoted post stands as it will, and leads nowhere', async () => {
  const quoted = await quotedIn(<Composer quote={POST} />)
  expect(quoted.getByText('Bo')).toBeVisible()
  expect(quoted.getByText('The kiln is warm')).toBeVisible()
  expect(quoted.getByRole('img', { name: 'A kiln' })).toBeVisible()
  expect(quoted.getByText('Mending a kiln')).toBeVisible()
  expect(quoted.queryByRole('link')).toBeNull()
})

test('once it is posted the quoted post leads to its author, to itself and to its page', async () => {
  const quoted = await quotedIn(<QuotedPost quoted={POST} />)
  const links = quoted.getAllByRole('link').map((each) => each.getAttribute('href'))
  expect(links).toEqual(['/people/of/bo', '/people/of/bo/post', 'https://example.org/kiln'])
})
