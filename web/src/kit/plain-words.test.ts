import { expect, test } from 'vitest'

import { around, plainWords, plainWordsOfCut } from './plain-words'

test('an answer is read without its marks and citations', () => {
  expect(plainWords('You swim **on Thursday** [1], _not_ on `Friday` [2][3]; see `b[1]`.')).toBe(
    'You swim on Thursday, not on Friday; see b[1].',
  )
})

test('what stands beneath one another does not run together', () => {
  const text =
    '## Plan\n\n- **Bring** towels\n- [ ] Pay\n\n> So  \n> be it\n\n| a | b |\n|---|---|\n| c | d |'
  expect(plainWords(text)).toBe('Plan Bring towels Pay So be it a b c d')
})

test('a link shows its words, a picture what stands for it, code what it says', () => {
  expect(
    plainWords('See [the *map*](https://example.org) ![a pier](x.webp)\n\n```py\na[1] = 2\n```'),
  ).toBe('See the map a pier a[1] = 2')
})

test('what was cut off in the middle stays readable', () => {
  expect(plainWords('**Tides** are [high](https://exam')).toBe('Tides are [high](https://exam')
})

test('a part of a text holds the words, and shows where it is cut', () => {
  expect(around('The ferry takes ten minutes.', 'FERRY')).toBe('The ferry takes ten minutes.')
  const long = around(`${'so '.repeat(100)}ferry${' on'.repeat(100)}`, 'ferry')
  expect(long).toMatch(/^….*ferry.*…$/)
  expect(long.length).toBe(162)
})

test.each([
  '**Tides** are *high* on **_Thursday_ morning** [1][2], not ***before***.',
  'Says [the *map*](https://example.org "A map") and **[this](x) one**',
  'Call `tide[1]`, ``two ` ticks`` or **`four` of them**',
  'About ~5 m, ~~not~~ 5*3 = 15 a __week__, snake_case',
  'See <https://example.org> and ![a pier](x.webp).',
  '## What to *bring*\n\n- **Towels and _a hat_** [3]\n- [x] Shoes\n\n1. **One**\n2. Two\n\n> So **be it**.',
  'This:\n\n| a | **b** |\n|---|:-:|\n| c | d [4] |\n\nThat',
  '```py\na[1] = 2 ** 3\n```\n\nThe **end**',
])('wherever an answer is cut, its words are the first of its words: %j', (answer) => {
  const words = plainWords(answer)
  const cuts = Array.from(answer, (_, at) => answer.slice(0, at + 1))
  const said = cuts.map((cut) => [cut, plainWordsOfCut(cut)] as const)
  expect(said.filter(([, first]) => !words.startsWith(first))).toEqual([])
})

test('what is nothing but marks is read as well', () => {
  expect(plainWordsOfCut('**_[`<![**'.repeat(50))).toBeTypeOf('string')
  expect(plainWordsOfCut('**')).toBe('')
})
