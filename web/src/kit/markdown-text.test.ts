import { expect, test } from 'vitest'

import { bracketsToDollars, hasCode, hasMath } from './markdown-text'

test('brackets of maths become dollars, inline and as a block', () => {
  expect(bracketsToDollars(String.raw`so \(a+b\) and \[c\]`)).toBe('so $$a+b$$ and \n$$\nc\n$$\n')
})

test('code keeps its brackets', () => {
  const text = 'use `\\(x\\)` and\n```tex\n\\[y\\]\n```\nthen \\(z\\)'
  expect(bracketsToDollars(text)).toBe('use `\\(x\\)` and\n```tex\n\\[y\\]\n```\nthen $$z$$')
})

test('a price is not maths', () => {
  expect(hasMath('it costs $5, not $10')).toBe(false)
})

test('only code in a named language is coloured', () => {
  expect(hasCode('```\nplain\n```')).toBe(false)
  expect(hasCode('```python\nprint()\n```')).toBe(true)
})
