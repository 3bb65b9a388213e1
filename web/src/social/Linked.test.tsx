import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'

import { render } from '@/kit/testing/render'

import { Linked } from './Linked'

test('an address in what somebody wrote leads out, all else stays letters', () => {
  const { container } = render(<Linked text="Look: https://daily.example/1, <b>soon</b>" />)
  const link = screen.getByRole('link', { name: 'https://daily.example/1' })
  expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow ugc')
  expect(container).toHaveTextContent('Look: https://daily.example/1, <b>soon</b>')
  expect(container.querySelector('b')).toBeNull()
})
