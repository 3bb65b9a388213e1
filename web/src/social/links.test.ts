import { expect, test } from 'vitest'

import { findLinks, firstHost } from './links'

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

test('the machine of the first address is told in letters that look like no other', () => {
  expect(firstHost('See https://www.example.org:81/a and https://b.example')).toBe('example.org')
  expect(firstHost('https://\u0440\u0430y\u0440al.example/')).toBe('xn--yal-5cd3fc.example')
  expect(firstHost('https://bank.example@evil.example/')).toBeNull()
})
