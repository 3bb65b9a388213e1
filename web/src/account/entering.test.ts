import { expect, test } from 'vitest'

import { safeNext } from './entering'

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  '',
  null,
])('after signing in %j is not gone to', (next) => expect(safeNext(next)).toBe('/'))

test('after signing in one of our own pages is gone to', () => {
  expect(safeNext('/you?source=facebook')).toBe('/you?source=facebook')
})
