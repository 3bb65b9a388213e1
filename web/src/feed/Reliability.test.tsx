import { screen, within } from '@testing-library/react'
import { beforeAll, expect, test } from 'vitest'

import { i18n } from '@/kit/i18n'
import { render } from '@/kit/testing/render'

import type { ActionCalibration } from './calibration'
import { Reliability } from './Reliability'

const LIKED: ActionCalibration = {
  action: 'like',
  now: { error: 0.021, bins: [{ predicted: 0.04, observed: 0.019, cases: 400 }] },
  new: {
    error: 0.0042,
    bins: [
      { predicted: 0.0061, observed: 0.002, cases: 200 },
      { predicted: 0.032, observed: 0.0364, cases: 200 },
    ],
  },
}

beforeAll(() => i18n.loadNamespaces('feed'))

test('how far off both models are is told in words, and drawn under them', () => {
  render(<Reliability found={LIKED} />)
  expect(
    screen.getByText(
      'What served before: off by 2.1 percentage points on average, mostly too high.',
    ),
  ).toBeVisible()
  expect(screen.getByText('Newly learned: off by 0.42 percentage points on average.')).toBeVisible()
  expect(screen.getByRole('img', { name: /off by 2.1 .* off by 0.42/ })).toBeVisible()
  expect(
    screen.getByText('Newly learned: told 0.61%, done 0.2%, on 200 things'),
  ).toBeInTheDocument()
})

test('all that is drawn is there as figures', () => {
  render(<Reliability found={LIKED} />)
  screen.getByText('As figures').click()
  const learned = screen.getByRole('table', { name: 'Newly learned' })
  expect(within(learned).getAllByRole('row')[1]).toHaveTextContent('0.61%0.2%200')
  expect(screen.getByRole('table', { name: 'What served before' })).toBeVisible()
})

test('an action that was not learned shows what serves alone', () => {
  render(<Reliability found={{ ...LIKED, new: null }} />)
  expect(screen.queryByText(/Newly learned/)).toBeNull()
  expect(screen.getAllByRole('listitem')).toHaveLength(1)
})
