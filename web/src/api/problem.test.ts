import { expect, test } from 'vitest'

import { asProblem, problemFrom } from './problem'

test('a problem document keeps its words and its further members', () => {
  const problem = problemFrom(
    409,
    'Conflict',
    '{"type":"about:blank","title":"Conflict","status":409,"detail":"It exists.","id":"x"}',
  )
  expect(problem).toMatchObject({ status: 409, title: 'Conflict', detail: 'It exists.' })
  expect(problem.extra).toEqual({ id: 'x' })
})

test.each(['', '<html>Bad gateway</html>', '[]', '"no"', 'null'])(
  'a body of %j still makes a problem',
  (body) => {
    expect(problemFrom(502, 'Bad Gateway', body)).toMatchObject({
      status: 502,
      title: 'Bad Gateway',
    })
  },
)

test('no answer at all is a problem of its own', () => {
  expect(asProblem(new TypeError('Failed to fetch')).isOffline).toBe(true)
})
