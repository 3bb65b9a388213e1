import { expect, test } from 'vitest'

import { suggestHandle } from './handle'

test.each([
  ['Ana Duarte', 'ana_duarte'],
  ['  Łukasz Ó Briain ', 'ukasz_o_briain'],
  ['李小龙', ''],
  ['Bo', ''],
])('the handle for %s is %j', (name, handle) => {
  expect(suggestHandle(name)).toBe(handle)
})
