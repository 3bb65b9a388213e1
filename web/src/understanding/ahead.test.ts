import { expect, test } from 'vitest'

import { orderAhead, splitAhead } from './ahead'
import type { Commitment } from './world'

const ahead = (quote: string, more: Partial<Commitment> = {}): Commitment => ({
  event_id: quote,
  position: 0,
  kind: 'promise',
  what: 'promise',
  is_mine: true,
  quote,
  due_on: null,
  said_at: '2026-05-01T00:00:00Z',
  acquaintance_id: null,
  name: null,
  state: 'open',
  kept_by: null,
  is_past_due: false,
  ...more,
})
const quotes = (rows: readonly Commitment[]) => rows.map(({ quote }) => quote)

test('what is open comes first, the nearest day first; what is dropped comes last', () => {
  const rows = [
    ahead('dropped', { state: 'dropped' }),
    ahead('some day'),
    ahead('late', { due_on: '2026-04-01', is_past_due: true }),
    ahead('done', { state: 'done', due_on: '2026-01-01' }),
    ahead('in June', { due_on: '2026-06-01' }),
    ahead('in May', { due_on: '2026-05-20' }),
  ]
  expect(quotes(orderAhead(rows))).toEqual([
    'in May',
    'in June',
    'some day',
    'late',
    'done',
    'dropped',
  ])
})

test('goals and plans stand apart from promises and occasions', () => {
  const rows = [ahead('goal', { kind: 'goal' }), ahead('promise'), ahead('plan', { kind: 'plan' })]
  const { aims, promises } = splitAhead(rows)
  expect([quotes(aims), quotes(promises)]).toEqual([['goal', 'plan'], ['promise']])
})
