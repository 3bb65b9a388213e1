import { expect, test } from 'vitest'

import { firstOfEach } from './ask'

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
