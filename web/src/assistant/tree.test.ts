import { expect, test } from 'vitest'

import { draft } from './store'
import { leafOf, pathTo, siblingsOf } from './tree'

const say = (id: string, parent_id: string | null, role: 'user' | 'assistant') =>
  draft({ id, parent_id, role, text: id })

const messages = [
  say('q1', null, 'user'),
  say('a1', 'q1', 'assistant'),
  say('q2', 'a1', 'user'),
  say('a2', 'q2', 'assistant'),
  say('q1b', null, 'user'),
  say('a1b', 'q1b', 'assistant'),
  say('a1c', 'q1b', 'assistant'),
]

test('a path leads from the first message to the head', () => {
  expect(pathTo(messages, 'a2').map(({ id }) => id)).toEqual(['q1', 'a1', 'q2', 'a2'])
  expect(pathTo(messages, null)).toEqual([])
})

test('versions of a message have the same parent and role', () => {
  expect(siblingsOf(messages, say('q1b', null, 'user')).map(({ id }) => id)).toEqual(['q1', 'q1b'])
})

test('a branch ends at its newest answer', () => {
  expect(leafOf(messages, 'q1')).toBe('a2')
  expect(leafOf(messages, 'q1b')).toBe('a1c')
})

test('a cycle ends', () => {
  const cycle = [say('x', 'y', 'user'), say('y', 'x', 'assistant')]
  expect(pathTo(cycle, 'x').length).toBeLessThanOrEqual(3)
})
