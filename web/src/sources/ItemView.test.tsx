import { screen } from '@testing-library/react'
import { lazy } from 'react'
import { expect, test } from 'vitest'

import { i18n } from '@/kit/i18n'
import { Passing, type PassOnWordsProps } from '@/kit/passing'
import { render } from '@/kit/testing/render'

import type { Item } from './followed'
import { ItemView } from './ItemView'

const ITEM: Item = {
  id: 'one',
  follow_id: 'daily',
  source: 'The Daily',
  kind: 'podcast',
  title: '<img src=x onerror=alert(1)>',
  text: 'Words <b>as they are</b>',
  link: 'https://daily.example/1',
  author: '',
  language: 'pt',
  media_url: 'https://daily.example/1.mp3',
  media_type: 'audio/mpeg',
  media_s: 600,
  published_at: '2026-05-04T10:00:00Z',
  is_kept: false,
}

test('what strangers write is shown as letters, and links lead out without carrying anything', async () => {
  await i18n.loadNamespaces('sources')
  const { container } = render(<ItemView item={ITEM} />)
  expect(await screen.findByText('Words <b>as they are</b>')).toBeVisible()
  expect(container.querySelector('img, b[onerror], script')).toBeNull()
  for (const link of screen.getAllByRole('link')) {
    expect(link).toHaveAttribute('target', '_blank')
    expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow')
  }
  expect(screen.getByRole('link', { name: 'Listen (10 minutes)' })).toBeVisible()
})

const Told = lazy(() =>
  Promise.resolve({
    default: ({ text, name }: PassOnWordsProps) => <output aria-label={name}>{text}</output>,
  }),
)

test.each([
  ['its title and address', {}, '<img src=x onerror=alert(1)> https://daily.example/1'],
  ['what there is to hear', { link: '', title: '' }, 'https://daily.example/1.mp3'],
])('what is passed on of it is %s', async (_, change, text) => {
  await i18n.loadNamespaces('sources')
  render(
    <Passing value={[Told]}>
      <ItemView item={{ ...ITEM, ...change }} />
    </Passing>,
  )
  expect(await screen.findByRole('status')).toHaveTextContent(text)
})

test('what has no address can not be passed on', async () => {
  await i18n.loadNamespaces('sources')
  render(
    <Passing value={[Told]}>
      <ItemView item={{ ...ITEM, link: '', media_url: null }} />
    </Passing>,
  )
  expect(await screen.findByText('Words <b>as they are</b>')).toBeVisible()
  expect(screen.queryByRole('status')).toBeNull()
})
