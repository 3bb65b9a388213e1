import { screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'

import { i18n } from '@/kit/i18n'
import { render } from '@/kit/testing/render'

import { Calibrations } from './Calibrations'
import type { ActionTraining } from './learning'

const training = (id: string, at: string): ActionTraining => ({
  id,
  begun_at: at,
  ended_at: at,
  state: 'served',
  done: 9,
  total: 9,
  trouble: null,
  shown: 6000,
  judged: [],
})
const LATEST = training('latest', '2026-11-29T04:00:00Z')
const EARLIER = training('earlier', '2026-11-28T04:00:00Z')
const LIKED = {
  action: 'like',
  now: { error: 0.01, bins: [{ predicted: 0.03, observed: 0.02, cases: 1200 }] },
  new: null,
}

/** Stands a server in the network's place: one training kept what it said, the others didn't. */
function serve() {
  vi.stubGlobal('fetch', ({ url }: Request) =>
    Promise.resolve(Response.json(url.includes('/latest/') ? [LIKED] : [])),
  )
}

async function open(...trainings: ActionTraining[]) {
  serve()
  await i18n.loadNamespaces('feed')
  return render(<Calibrations trainings={trainings} />)
}

afterEach(() => {
  vi.unstubAllGlobals()
})

test('the latest training is drawn, and an earlier one that kept nothing says so', async () => {
  const { user } = await open(LATEST, EARLIER)
  expect(
    await screen.findByText(
      'What served before: off by 1 percentage point on average, mostly too high.',
    ),
  ).toBeVisible()
  await user.selectOptions(screen.getByLabelText('Training'), 'earlier')
  expect(await screen.findByText(/This training kept nothing to draw/)).toBeVisible()
  expect(screen.queryByRole('img')).toBeNull()
})

test('with one training there is nothing to choose', async () => {
  await open(LATEST)
  expect(await screen.findByRole('img')).toBeVisible()
  expect(screen.queryByLabelText('Training')).toBeNull()
})

test('before any training there is nothing to see', async () => {
  await open()
  expect(screen.queryByRole('heading')).toBeNull()
})
