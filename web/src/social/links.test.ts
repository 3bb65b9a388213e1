import { expect, test } from 'vitest'

import { findLinks } from './links'

test('addresses in a text lead out, and the rest stays as it is', () => {
  expect(findLinks('See https://example.org/a?b=c. Or http://b.example!')).toEqual([
    { words: 'See ' },
    { words: 'https://example.org/a?b=c', to: 'https://example.org/a?b=c' },
    { words: '. Or ' },
    { words: 'http://b.example', to: 'http://b.example/' },
    { words: '!' },
  ])
})

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'https://bank.example@evil.example/',
  'http://',
])('%s is no link', (text) => {
  expect(findLinks(text)).toEqual([{ words: text }])
})
