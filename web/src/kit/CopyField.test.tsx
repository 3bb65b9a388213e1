import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'

import { CopyField } from './CopyField'
import { render } from './testing/render'

test('copies the text and says so', async () => {
  const { user } = render(<CopyField label="Address" text="https://example.org/join/abc" />)
  await user.click(await screen.findByRole('button', { name: 'Copy' }))
  expect(await navigator.clipboard.readText()).toBe('https://example.org/join/abc')
  expect(await screen.findByRole('button', { name: 'Copied' })).toBeVisible()
})
