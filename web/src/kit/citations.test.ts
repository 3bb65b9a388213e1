import { expect, test } from 'vitest'

import { citedNumber, linkCitations } from './citations'

const known = new Set([1, 2])

test('markers of known sources become links', () => {
  expect(linkCitations('So it is [1], and [2].', known)).toBe(
    'So it is [1](#cite-1), and [2](#cite-2).',
  )
})

test('other brackets, links and code stay as they are', () => {
  for (const text of ['[3]', '[1](/bring)', '`a[1]`', '```\na[1]\n```', String.raw`\[1]`])
    expect(linkCitations(text, known)).toBe(text)
})

test('a link to a source tells its number', () => {
  expect(citedNumber('#cite-12')).toBe(12)
  expect(citedNumber('https://example.org/#cite-1')).toBeNull()
})
