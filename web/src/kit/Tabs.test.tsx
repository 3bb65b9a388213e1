import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'

import { Tabs } from './Tabs'
import { render } from './testing/render'

const TABS = [
  { id: 'one', label: 'One', content: 'first words' },
  { id: 'two', label: 'Two', content: 'other words' },
]

test('a tab chosen by pointer has no ring, one reached by keyboard has', async () => {
  const { user } = render(<Tabs label="Ways" tabs={TABS} />)
  const list = screen.getByRole('tablist')
  await user.click(screen.getByRole('tab', { name: 'Two' }))
  expect(screen.getByText('other words')).toBeVisible()
  expect(list).toHaveAttribute('data-by', 'pointer')
  await user.click(screen.getByRole('tab', { name: 'One' }))
  expect(list).toHaveAttribute('data-by', 'pointer')
  await user.keyboard('{ArrowRight}')
  expect(screen.getByText('other words')).toBeVisible()
  expect(list).not.toHaveAttribute('data-by')
})

test('leaving the tabs forgets how they were reached', async () => {
  const { user } = render(<Tabs label="Ways" tabs={TABS} />)
  await user.click(screen.getByRole('tab', { name: 'Two' }))
  await user.tab()
  expect(screen.getByRole('tablist')).not.toHaveAttribute('data-by')
})
