import { expect, test } from 'vitest'

import {
  leanOf,
  placeOf,
  pointsOf,
  radiusOf,
  ticksOf,
  topOf,
  type Calibration,
} from './calibration'

const bin = (predicted: number, observed: number, cases = 100) => ({ predicted, observed, cases })
const of = (error: number, ...bins: ReturnType<typeof bin>[]): Calibration => ({ error, bins })

test('what goes one way nearly always is said to, the rest goes both ways', () => {
  expect(leanOf(of(0.01, bin(0.02, 0.01), bin(0.04, 0.03)))).toBe('high')
  expect(leanOf(of(0.01, bin(0.01, 0.02), bin(0.03, 0.04)))).toBe('low')
  expect(leanOf(of(0.01, bin(0.01, 0.02), bin(0.04, 0.03)))).toBe('both')
  expect(leanOf(of(0, bin(0.01, 0.01)))).toBe('both')
})

test('a bin counts by its cases', () => {
  expect(leanOf(of(0.01, bin(0.02, 0.01, 2000), bin(0.03, 0.04, 20)))).toBe('high')
})

test('an error is told in percentage points, to two digits that matter', () => {
  expect([0, 0.0000712, 0.00418, 0.1234].map(pointsOf)).toEqual([0, 0.0071, 0.42, 12])
})

test.each([
  [0.042, 0.05],
  [0.05, 0.05],
  [0.0123, 0.015],
  [0.62, 0.8],
  [0.97, 1],
  [0, 0.001],
])('axes end at the next round figure: %f at %f', (most, top) => {
  expect(topOf([of(0, bin(most / 2, most))])).toBeCloseTo(top, 8)
})

test.each([
  [0.05, [0, 0.005, 0.02, 0.05]],
  [0.8, [0, 0.05, 0.2, 0.5, 0.8]],
  [1, [0, 0.05, 0.2, 0.5, 1]],
])('an axis to %f has round figures that stand apart', (top, ticks) => {
  expect(ticksOf(top)).toEqual(ticks)
})

test('small shares are spread, and both ends stay where they are', () => {
  expect([0, 0.0125, 0.05].map((share) => placeOf(share, 0.05))).toEqual([0, 0.5, 1])
})

test('a bin with more cases has a larger point', () => {
  expect(radiusOf(20, 2000)).toBeLessThan(radiusOf(2000, 2000))
})
