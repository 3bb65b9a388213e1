import { expect, test } from 'vitest'

import { compare, findEnds, stepOf, tellApart } from './bubble'

test('a fifth less is somewhat narrower, less than half is much narrower', () => {
  expect(compare(8, 10)).toBe('littleNarrower')
  expect(compare(4, 10)).toBe('narrower')
  expect(compare(10, 10)).toBe('asWide')
  expect(compare(12, 10)).toBe('wider')
})

test('the distance of two spreads goes from the same to nothing in common', () => {
  expect([0, 0.3, 0.5, 1].map((apart) => tellApart({ apart }))).toEqual([
    'same',
    'little',
    'clearly',
    'nearlyAll',
  ])
})

test('weeks are compared by the first and the last of which something is known', () => {
  expect(findEnds([null, 9, null, 4, null])).toEqual({ first: 9, last: 4 })
  expect(findEnds([null, 9, null])).toBeNull()
  expect(findEnds([])).toBeNull()
})

test('only the very beginning of the slider is as it comes', () => {
  expect([0, 0.05, 0.5, 1].map(stepOf)).toEqual(['none', 'little', 'half', 'most'])
})
