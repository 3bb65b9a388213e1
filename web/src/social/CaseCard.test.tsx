import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'

import { i18n } from '@/kit/i18n'
import { watchNear } from '@/kit/testing/near'
import { render } from '@/kit/testing/render'

import { CaseCard } from './CaseCard'
import type { Case } from './safety-api'

const FOUND: Case = {
  person_id: 'bo',
  id: 'case',
  kind: 'post',
  name: 'Bo',
  handle: 'bo',
  post_id: 'post',
  text: 'Look',
  images: [],
  state: 'open',
  outcome: null,
  opened_at: '2026-05-04T10:00:00Z',
  changed_at: '2026-05-04T10:00:00Z',
  reasons: { hate: 1 },
  is_own: false,
}

async function show(hasCaptions: boolean) {
  await i18n.loadNamespaces('social')
  const film = {
    blob_id: 'film',
    alt: 'A crowd',
    kind: 'video',
    has_captions: hasCaptions,
  } as const
  render(<CaseCard found={{ ...FOUND, images: [film] }} />)
  return screen.getByLabelText('A crowd')
}

test('a moderator reads the captions of a reported video', async () => {
  const track = (await show(true)).querySelector('track')
  expect(track).toHaveAttribute('src', '/api/social/moderation/cases/bo/case/captions')
})

test('where there are none nothing is asked for', async () => {
  expect((await show(false)).querySelector('track')).toBeNull()
})

test('a moderator sees a picture of it once it is near, and nothing else is loaded before it is played', async () => {
  const come = watchNear()
  const player = await show(false)
  expect(player).not.toHaveAttribute('poster')
  come(true)
  expect(player).toHaveAttribute('poster', '/api/social/moderation/cases/bo/case/poster')
  expect(player).toHaveAttribute('preload', 'none')
})
