import { expect, test } from 'vitest'

import {
  boundsOf,
  HEIGHT,
  lastedOf,
  placesOf,
  reasonOf,
  verdictOf,
  WIDTH,
  type Judged,
  type SequenceTraining,
} from './learning'

const training = (more: Partial<SequenceTraining>): SequenceTraining => ({
  id: '1',
  begun_at: '2026-11-29T04:00:00Z',
  ended_at: '2026-11-29T04:01:30Z',
  state: 'kept back',
  done: 1,
  total: 1,
  trouble: null,
  people: 60,
  deeds: 1200,
  asked: 60,
  gain_popular: 0.2,
  gain_now: null,
  gain_new: 0.3,
  ...more,
})

test('why a sequence model serves or not', () => {
  expect(reasonOf(training({ state: 'served' }))).toBe('better')
  expect(reasonOf(training({ asked: 19 }))).toBe('fewAsked')
  expect(reasonOf(training({ gain_new: 0.1 }))).toBe('popular')
  expect(reasonOf(training({}))).toBe('unsure')
  expect(reasonOf(training({ state: 'failed', asked: null }))).toBeNull()
})

test('an action is better, not better, or was done too seldom', () => {
  const judged: Judged = {
    action: 'open',
    shown: 9,
    done: 3,
    loss_now: 1,
    loss_new: 2,
    is_better: false,
  }
  expect(verdictOf(judged)).toBe('notBetter')
  expect(verdictOf({ ...judged, is_better: true })).toBe('better')
  expect(verdictOf({ ...judged, loss_new: null })).toBe('seldom')
})

test('a training lasts from its beginning to its end', () => {
  expect(lastedOf(training({}))).toBe(90)
  expect(lastedOf(training({ ended_at: null }))).toBeNull()
})

test('a chart is drawn from two moments on, between its least and greatest value', () => {
  const line = { name: 'new', look: 'new' as const, values: [0.2, null, 0.4] }
  expect(boundsOf([{ ...line, values: [0.2, null] }])).toBeNull()
  const bounds = boundsOf([line])
  expect(bounds).toEqual({ low: 0.2, high: 0.4 })
  const places = placesOf(line.values, bounds ?? { low: 0, high: 1 })
  expect(places.map(({ at }) => at)).toEqual([0, 2])
  expect(places[0]?.y).toBeGreaterThan(places[1]?.y ?? HEIGHT)
  expect(places[1]?.x).toBeLessThan(WIDTH)
})
