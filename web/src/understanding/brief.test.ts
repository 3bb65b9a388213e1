import { expect, test } from 'vitest'

import { makeFormat } from '@/kit/locale'

import { asClock, asMinute, tellDay } from './brief'

const format = makeFormat({ locale: 'en-GB', timeZone: 'UTC' })

test.each([
  ['2026-05-03', 'yesterday'],
  ['2026-05-04', 'today'],
  ['2026-05-05', 'tomorrow'],
  ['2027-05-06', 'Thursday 6 May 2027'],
])('%s is told as %s', (day, told) => {
  expect(tellDay(day, '2026-05-04', format).replace(',', '')).toBe(told)
})

test('minutes of the day are what a clock shows, and back', () => {
  expect(asClock(485)).toBe('08:05')
  expect(asMinute('08:05')).toBe(485)
})
