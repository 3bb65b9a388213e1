import { expect, test } from 'vitest'

import { dotAt, type Dot } from './map-pointer'

const ANA: Dot = { id: 'ana', x: 10, y: 10, reach: 5 }
const BEN: Dot = { id: 'ben', x: 16, y: 10, reach: 5 }

test('a point is on the dot that it is within reach of', () => {
  expect(dotAt([ANA, BEN], { x: 6, y: 10 })).toBe('ana')
  expect(dotAt([ANA, BEN], { x: 20, y: 12 })).toBe('ben')
})

test('where dots lie over one another the nearest is meant, whatever their order', () => {
  expect(dotAt([ANA, BEN], { x: 12, y: 10 })).toBe('ana')
  expect(dotAt([BEN, ANA], { x: 12, y: 10 })).toBe('ana')
  expect(dotAt([ANA, BEN], { x: 14, y: 10 })).toBe('ben')
})

test('a point beside all dots is on none', () => {
  expect(dotAt([ANA, BEN], { x: 10, y: 16 })).toBeNull()
  expect(dotAt([], { x: 10, y: 10 })).toBeNull()
})
