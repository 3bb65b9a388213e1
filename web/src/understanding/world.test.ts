import { expect, test } from 'vitest'

import { filterPeople, type Node } from './world'

const NOW = Date.parse('2026-05-04T12:00:00Z')
const person = (name: string, more: Partial<Node> = {}): Node => ({
  id: name,
  name,
  relation: null,
  closeness: 0.5,
  trend: 'steady',
  sent: 1,
  received: 1,
  in_groups: 0,
  months: 1,
  first_at: null,
  last_at: '2026-05-01T00:00:00Z',
  sources: ['whatsapp'],
  x: 0,
  y: 0,
  sector: 0,
  ...more,
})
const ALL = { words: '', relation: '', source: '', heard: '' } as const
const PEOPLE = [
  person('Tomás Rivera'),
  person('Karin Berg', {
    relation: 'sister',
    sources: ['telegram'],
    last_at: '2024-01-01T00:00:00Z',
  }),
]
const names = (filters: Partial<Parameters<typeof filterPeople>[1]>) =>
  filterPeople(PEOPLE, { ...ALL, ...filters }, NOW).map(({ name }) => name)

test('people are found by words without accents', () => {
  expect(names({ words: 'tomas' })).toEqual(['Tomás Rivera'])
})

test('people are found by relation, source and when they were last heard', () => {
  expect(names({ relation: 'sister' })).toEqual(['Karin Berg'])
  expect(names({ relation: 'none' })).toEqual(['Tomás Rivera'])
  expect(names({ source: 'telegram' })).toEqual(['Karin Berg'])
  expect(names({ heard: '90' })).toEqual(['Tomás Rivera'])
  expect(names({ heard: 'longer' })).toEqual(['Karin Berg'])
})
