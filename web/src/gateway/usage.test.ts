import { expect, test } from 'vitest'

import type { UsageRow } from './queries'
import { countDays, countShares, rowsOf, writeMoney } from './usage'

const NOW = Date.parse('2026-05-10T12:00:00Z')
const ALL = { key: null, model: null }

const row = (fields: Partial<UsageRow>): UsageRow => ({
  key_id: 'one',
  day: '2026-05-10',
  model: 'smol',
  calls: 1,
  errors: 0,
  input_tokens: 10,
  cached_tokens: 4,
  output_tokens: 5,
  cost_micros: 7,
  ...fields,
})

const ROWS = [
  row({}),
  row({ model: 'other', calls: 2 }),
  row({ key_id: 'two', day: '2026-05-08', input_tokens: 100, cost_micros: 1 }),
  row({ day: '2026-04-01' }),
]

test('every day has its place, those without a call too', () => {
  expect(countDays(ROWS, 4, NOW, ALL)).toEqual([
    { day: '2026-05-07', calls: 0, tokens: 0, cost: 0 },
    { day: '2026-05-08', calls: 1, tokens: 105, cost: 1 },
    { day: '2026-05-09', calls: 0, tokens: 0, cost: 0 },
    { day: '2026-05-10', calls: 3, tokens: 30, cost: 14 },
  ])
})

test('one key or one model is counted alone', () => {
  expect(countDays(ROWS, 1, NOW, { key: 'two', model: null })).toEqual([
    { day: '2026-05-10', calls: 0, tokens: 0, cost: 0 },
  ])
  expect(countDays(ROWS, 1, NOW, { key: 'one', model: 'other' })[0]?.calls).toBe(2)
  expect(rowsOf(ROWS, { key: 'two', model: null }).map(({ day }) => day)).toEqual(['2026-05-08'])
})

test('the newest day comes first, in it what was asked most', () => {
  expect(rowsOf(ROWS, ALL).map(({ day, calls }) => [day, calls])).toEqual([
    ['2026-05-10', 2],
    ['2026-05-10', 1],
    ['2026-05-08', 1],
    ['2026-04-01', 1],
  ])
})

test('keys and models have their shares, of tokens or of cost', () => {
  expect(countShares(ROWS, 'key_id', 'tokens')).toEqual([
    { of: 'two', amount: 105, calls: 1 },
    { of: 'one', amount: 45, calls: 4 },
  ])
  expect(countShares(ROWS, 'model', 'cost')).toEqual([
    { of: 'smol', amount: 15, calls: 3 },
    { of: 'other', amount: 7, calls: 2 },
  ])
})

test('small amounts of money keep what they are', () => {
  expect(writeMoney('en', 'USD', 12)).toBe('$0.000012')
  expect(writeMoney('en', 'EUR', 2_345_678)).toBe('€2.35')
})
