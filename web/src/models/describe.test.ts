import { expect, test } from 'vitest'

import { findFetch, isSmall, sortAbilities, wordsIn, type Capabilities } from './describe'

const small: Capabilities = {
  context_tokens: 8192,
  has_tools: false,
  has_json_schema: true,
  has_vision: false,
  has_audio: false,
  is_small: true,
  origins: {
    has_tools: 'declared',
    has_json_schema: 'declared',
    has_vision: 'declared',
    has_audio: 'assumed',
  },
}

test('what was only assumed is neither promised nor denied', () => {
  expect(sortAbilities(small)).toEqual({
    can: ['has_json_schema'],
    cannot: ['has_tools', 'has_vision', 'reasons'],
  })
})

test('a model that is not small is said to reason', () => {
  const found = sortAbilities({ ...small, is_small: false, has_tools: true })
  expect(found.can).toEqual(['has_tools', 'has_json_schema', 'reasons'])
})

test.each([
  [8192, 6100],
  [131072, 98000],
  [512, 380],
])('%i tokens are about %i words', (tokens, words) => {
  expect(wordsIn(tokens)).toBe(words)
})

test('only the language model is called small', () => {
  const slot = {
    slot: 'language',
    engine: 'embedded',
    name: 'm',
    state: 'ready',
    detail: '',
    url: null,
    weights: null,
    size_bytes: null,
    licence: null,
    capabilities: small,
    pinned_by: null,
  } as const
  expect(isSmall([slot])).toBe(true)
  expect(isSmall([{ ...slot, slot: 'embedding' }])).toBe(false)
  expect(isSmall([{ ...slot, capabilities: null }])).toBe(false)
})

test('only a fetch that is not over counts', () => {
  const done = { kind: 'models.fetch', state: 'done' }
  const running = { kind: 'models.fetch', state: 'running' }
  expect(findFetch([done, { kind: 'sources.import', state: 'running' }])).toBeUndefined()
  expect(findFetch([done, running])).toBe(running)
})
