import { expect, test } from 'vitest'

import { bothWays, firstOfEach, likeliest } from './ask'

test('several files that ask the same are one question with all their choices', () => {
  const asked = firstOfEach([
    { key: 'owner', file: 'a.txt', choices: ['Ana', 'Ben'], examples: [] },
    { key: 'time_zone', file: 'a.txt', choices: [], examples: [] },
    { key: 'owner', file: 'b.txt', choices: ['Ana', 'Cem'], examples: [] },
  ])
  expect(asked).toEqual([
    { key: 'owner', file: 'a.txt', choices: ['Ana', 'Ben', 'Cem'], examples: [] },
    { key: 'time_zone', file: 'a.txt', choices: [], examples: [] },
  ])
})

test('the name that is most like the own one is offered first', () => {
  expect(likeliest(['Tomasz Wrona', 'Maya'], 'Maya Lindqvist')).toBe('Maya')
  expect(likeliest(['Tomasz', 'M.'], 'Maya Lindqvist')).toBe('Tomasz')
  expect(likeliest([], 'Maya')).toBeUndefined()
})

test('a written date is shown as both days that it may mean', () => {
  expect(bothWays('[03/04/25, 09:12:44]')).toEqual({
    dayFirst: '2025-04-03T12:00:00Z',
    monthFirst: '2025-03-04T12:00:00Z',
  })
  expect(bothWays('no date')).toBeNull()
})
