import { expect, test } from 'vitest'

import { groupBeliefs, sureness, type Belief } from './beliefs'

const belief = (part: Partial<Belief>): Belief => ({
  id: '1',
  kind: 'fact',
  subject: 'me',
  statement: 'I live in Lisbon',
  slot: null,
  confidence: 0.8,
  learned_at: '2026-01-01T00:00:00Z',
  holds_from: null,
  holds_until: null,
  is_sensitive: false,
  is_confirmed: false,
  origin: 'rules',
  state: 'held',
  question: null,
  ended_by: null,
  purposes: [],
  allowed: [],
  evidence: [],
  earlier: [],
  ...part,
})

test('beliefs stand together by whom and what they are about', () => {
  const groups = groupBeliefs([
    belief({ id: '1' }),
    belief({ id: '2', kind: 'habit' }),
    belief({ id: '3', subject: 'Rita' }),
    belief({ id: '4' }),
  ])
  expect(
    groups.map(({ subject, kinds }) => [
      subject,
      kinds.map(([kind, rows]) => [kind, rows.map(({ id }) => id)]),
    ]),
  ).toEqual([
    [
      'me',
      [
        ['fact', ['1', '4']],
        ['habit', ['2']],
      ],
    ],
    ['Rita', [['fact', ['3']]]],
  ])
})

test('what was told or confirmed needs no number to be sure', () => {
  expect(sureness(belief({ origin: 'told' }))).toBe('told')
  expect(sureness(belief({ is_confirmed: true }))).toBe('confirmed')
  expect(sureness(belief({ confidence: 0.95 }))).toBe('verySure')
  expect(sureness(belief({ confidence: 0.5 }))).toBe('unsure')
})
