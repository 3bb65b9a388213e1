import { expect, test } from 'vitest'

import type { TimelineEvent } from './api'
import { groupByDay, startOfDay } from './days'

const at = (id: string, occurred_at: string | null) => ({ id, occurred_at }) as TimelineEvent

test('a day begins at midnight of the time zone, also when the clocks change', () => {
  expect(startOfDay('2026-05-01', 'UTC')).toBe('2026-05-01T00:00:00.000Z')
  expect(startOfDay('2026-05-01', 'Europe/Lisbon')).toBe('2026-04-30T23:00:00.000Z')
  expect(startOfDay('2026-03-29', 'Europe/Vienna')).toBe('2026-03-28T23:00:00.000Z')
  expect(startOfDay('2026-03-29', 'Europe/Vienna', 1)).toBe('2026-03-29T22:00:00.000Z')
})

test('each day of the time zone gets one head, and what has no date comes under its own', () => {
  const lines = groupByDay(
    [at('a', '2026-05-01T23:30:00Z'), at('b', '2026-05-01T12:00:00Z'), at('c', null)],
    'Europe/Lisbon',
  )
  expect(lines.map((line) => line.key)).toEqual([
    'day 2026-05-02', 'a', 'day 2026-05-01', 'b', 'day none', 'c',
  ]) // prettier-ignore
})
