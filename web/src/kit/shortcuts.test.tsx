import { screen } from '@testing-library/react'
import { useEffect } from 'react'
import { afterEach, expect, test, vi } from 'vitest'

import { listenForShortcuts, setShortcutsOn, useShortcut } from './shortcuts'
import { render } from './testing/render'

afterEach(() => setShortcutsOn(true))

function Page({ onGo }: { onGo: () => void }) {
  useEffect(listenForShortcuts, [])
  useShortcut('g y', 'Go to You', onGo)
  return <input aria-label="words" />
}

test('keys one after the other do what they name', async () => {
  const onGo = vi.fn()
  const { user } = render(<Page onGo={onGo} />)
  await screen.findByLabelText('words')
  await user.keyboard('gy')
  expect(onGo).toHaveBeenCalledOnce()
})

test('typing in a field is typing', async () => {
  const onGo = vi.fn()
  const { user } = render(<Page onGo={onGo} />)
  await user.type(await screen.findByLabelText('words'), 'gy')
  expect(onGo).not.toHaveBeenCalled()
})

test('switched off they do nothing', async () => {
  const onGo = vi.fn()
  const { user } = render(<Page onGo={onGo} />)
  await screen.findByLabelText('words')
  setShortcutsOn(false)
  await user.keyboard('gy')
  expect(onGo).not.toHaveBeenCalled()
})
