import { expect, test } from 'vitest'

import type { UsageRow } from './queries'
import { countDays, rowsOf } from './usage'

const NOW = Date.parse('2026-05-10T12:00:00Z')

const row = (fields: Partial<UsageRow>): UsageRow => ({
  key_id: 'one',
  day: '2026-05-10',
  model: 'smol',
  calls: 1,
  errors: 0,
  input_tokens: 10,
  cached_tokens: 4,
  output_tokens: 5,
  ...fields,
})

const ROWS = [
  row({}),
  row({ model: 'other', calls: 2 }),
  row({ key_id: 'two', day: '2026-05-08', input_tokens: 100 }),
  row({ day: '2026-04-01' }),
]

test('every day has its place, those without a call too', () => {
  expect(countDays(ROWS, 4, NOW, null)).toEqual([
    { day: '2026-05-07', calls: 0, tokens: 0 },
    { day: '2026-05-08', calls: 1, tokens: 105 },
    { day: '2026-05-09', calls: 0, tokens: 0 },
    { day: '2026-05-10', calls: 3, tokens: 30 },
  ])
})

test('one key is counted alone', () => {
  expect(countDays(ROWS, 1, NOW, 'two')).toEqual([{ day: '2026-05-10', calls: 0, tokens: 0 }])
  expect(rowsOf(ROWS, 'two').map(({ day }) => day)).toEqual(['2026-05-08'])
})

test('the newest day comes first, in it what was asked most', () => {
  expect(rowsOf(ROWS, null).map(({ day, calls }) => [day, calls])).toEqual([
    ['2026-05-10', 2],
    ['2026-05-10', 1],
    ['2026-05-08', 1],
    ['2026-04-01', 1],
  ])
})
