import { screen } from '@testing-library/react'
import { beforeAll, expect, test } from 'vitest'

import { i18n } from '@/kit/i18n'
import { render } from '@/kit/testing/render'

import type { Made } from './api'
import { DrawnMade } from './DrawnMade'

const EVENT = '019a0000-0000-7000-8000-000000000001'
const POST = '019a0000-0000-7000-8000-000000000002'
const AUTHOR = '019a0000-0000-7000-8000-000000000003'
const ITEM = '019a0000-0000-7000-8000-000000000004'
const SOURCE = { author_id: null, name: '', at: null, link: '' }
const MADE: Made = {
  id: '019a0000-0000-7000-8000-000000000005',
  kind: 'interest',
  about: 'raku firing',
  lines: [
    { said: 'met', sources: [1], text: '', name: '', amount: 3 },
    { said: 'quote', sources: [2, 3], text: 'It is fast and hot.', name: 'Ben', amount: 0 },
  ],
  sources: [
    { ...SOURCE, number: 1, kind: 'event', id: EVENT, excerpt: 'raku kiln' },
    { ...SOURCE, number: 2, kind: 'post', id: POST, author_id: AUTHOR, name: 'Ben', excerpt: 'It' },
    { ...SOURCE, number: 3, kind: 'item', id: ITEM, excerpt: 'Kilns', link: 'https://a.example/1' },
  ],
  is_phrased: false,
  made_at: '2026-05-05T06:00:00Z',
}

beforeAll(() => i18n.loadNamespaces('feed'))

test.each([
  [false, /no language model added any/],
  [true, /Put into words by a language model/],
])('what was made says that an AI made it; by a model: %s', (is_phrased, note) => {
  render(<DrawnMade made={{ ...MADE, is_phrased }} />)
  expect(screen.getByText('Made for you by Beknown')).toBeVisible()
  expect(screen.getByText('AI')).toBeVisible()
  expect(screen.getByText(note)).toBeVisible()
})

test('each line opens what it stands on: an event, a post, an address elsewhere', () => {
  render(<DrawnMade made={MADE} />)
  const [met, quote] = screen.getAllByRole('listitem')
  expect(met).toHaveTextContent('You came across it 3 times in two weeks.')
  expect(quote).toHaveTextContent('Ben: “It is fast and hot.”')
  expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
    `/you?event=${EVENT}`,
    `/people/of/${AUTHOR}/${POST}`,
    'https://a.example/1',
  ])
})
