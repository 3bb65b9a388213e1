import { expect, test } from 'vitest'

import type { Rule } from './api'
import { amountKey, endOf, farOf, STRENGTHS, writeDays, writeSpan } from './rules'

const hours = (from: number, until: number, weekdays: number[] = []) => ({
  from_minute: from,
  until_minute: until,
  weekdays,
})

test('how far a rule goes has words only where there is more or less of something', () => {
  expect(amountKey({ amount: 'less', strength: 0.4 })).toBe('lessLittle')
  expect(amountKey({ amount: 'more', strength: 2 })).toBe('moreMuch')
  expect(amountKey({ amount: 'more', strength: 1 })).toBe('more')
  expect(amountKey({ amount: 'nothing', strength: 2 })).toBe('nothing')
})

test('each strength that can be chosen reads as what was chosen', () => {
  expect(Object.values(STRENGTHS).map(farOf)).toEqual(['little', 'usual', 'much'])
})

test('hours are the same minutes of the day in every time zone, and all day needs no words', () => {
  expect(writeSpan(hours(300, 720), 'en-GB')).toEqual({ from: '05:00', until: '12:00' })
  expect(writeSpan(hours(1320, 360), 'de')).toEqual({ from: '22:00', until: '06:00' })
  expect(writeSpan(hours(0, 1440), 'en-GB')).toBeNull()
})

test('days of the week go from Monday on, by their names', () => {
  expect(writeDays(hours(0, 1440, [6, 0]), 'en-GB')).toEqual(['Monday', 'Sunday'])
  expect(writeDays(hours(0, 1440), 'en-GB')).toEqual([])
})

test('an end stays, goes, or is so many days from now', () => {
  const rule = { until_at: '2026-12-01T00:00:00Z' } as Rule
  const now = Date.parse('2026-11-20T10:00:00Z')
  expect(endOf('keep', rule, now)).toBe('2026-12-01T00:00:00Z')
  expect(endOf('never', rule, now)).toBeNull()
  expect(endOf('7', rule, now)).toBe('2026-11-27T10:00:00.000Z')
})
