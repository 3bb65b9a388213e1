import { fireEvent, screen } from '@testing-library/react'
import { expect, test } from 'vitest'

import { i18n } from '@/kit/i18n'
import { watchNear } from '@/kit/testing/near'
import { render } from '@/kit/testing/render'

import { Video } from './Video'

const FILM = {
  id: 'film',
  alt: 'The kiln',
  width: 320,
  height: 180,
  length_ms: 1500,
  has_captions: true,
}

async function show() {
  await i18n.loadNamespaces('social')
  return render(<Video src="/api/social/videos/bo/film" video={FILM} />)
}

const player = () => screen.getByLabelText('The kiln')

test('a video that failed says so, and is loaded anew when that is asked for, by keyboard too', async () => {
  const { user } = await show()
  expect(player()).toHaveAttribute('preload', 'none')
  player().focus()
  fireEvent.error(player())
  expect(screen.getByRole('status')).toHaveTextContent("This video can't be played")
  expect(screen.queryByLabelText('The kiln')).toBeNull()
  expect(screen.getByRole('button', { name: 'Try again' })).toHaveFocus()
  await user.keyboard('{Enter}')
  expect(screen.getByRole('status')).toBeEmptyDOMElement()
  expect(player()).toHaveAttribute('preload', 'metadata')
  expect(player()).toHaveFocus()
})

test('one that fails by itself takes no focus', async () => {
  await show()
  fireEvent.error(player())
  expect(screen.getByRole('button', { name: 'Try again' })).not.toHaveFocus()
})

test('its picture is loaded once it comes near what is seen, and its place is kept free before', async () => {
  const come = watchNear()
  await show()
  expect(player()).not.toHaveAttribute('poster')
  expect(player()).toHaveStyle({ aspectRatio: '320 / 180' })
  come(false)
  expect(player()).not.toHaveAttribute('poster')
  come(true)
  expect(player()).toHaveAttribute('poster', '/api/social/videos/bo/film/poster')
})
