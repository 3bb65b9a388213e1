import { screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'

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

test('the chosen tab comes into view again when the tabs get wider, as by a count that comes late', () => {
  const watches: { changed: () => void; watched: Element[] }[] = []
  class Watch {
    watched: Element[] = []
    changed: () => void
    constructor(changed: () => void) {
      this.changed = changed
      watches.push(this)
    }
    observe(element: Element) {
      this.watched.push(element)
    }
    disconnect() {
      this.watched = []
    }
  }
  vi.stubGlobal('ResizeObserver', Watch)
  render(<Tabs label="Ways" tabs={TABS} value="two" />)
  const list = screen.getByRole('tablist')
  const two = screen.getByRole('tab', { name: 'Two' })
  Object.defineProperty(list, 'clientWidth', { value: 100 })
  Object.defineProperty(two, 'offsetWidth', { value: 80 })
  two.getBoundingClientRect = () => new DOMRect(150, 0, 80, 20)
  const watch = watches.find(({ watched }) => watched.includes(two))
  watch?.changed()
  expect(list.scrollLeft).toBe(140)
  vi.unstubAllGlobals()
})
