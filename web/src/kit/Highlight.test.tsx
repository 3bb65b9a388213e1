import { expect, test } from 'vitest'

import { Highlight } from './Highlight'
import { render } from './testing/render'

test('searched words are marked wherever they stand, whatever signs they hold', () => {
  const { container } = render(
    <Highlight text="Lisbon (again) in lisbon?" words="lisbon (again)" />,
  )
  const marked = [...container.querySelectorAll('mark')].map((mark) => mark.textContent)
  expect(marked).toEqual(['Lisbon', '(again)', 'lisbon'])
})
