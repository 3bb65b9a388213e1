import { queryOptions } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type World = Schemas['WorldOut']
export type Node = Schemas['NodeOut']
export type Month = Schemas['WorldMonthOut']
export type Detail = Schemas['AcquaintanceDetailOut']
export type Commitment = Schemas['CommitmentOut']
export type ComingDate = Schemas['DateOut']
export type Doubt = Schemas['DoubtOut']
export type Suggestion = Schemas['SuggestionOut']

export const WORLD_KEY = ['you', 'world'] as const
export const BRIEF_KEY = ['you', 'brief'] as const

export const worldQuery = queryOptions({
  queryKey: [...WORLD_KEY, 'map'],
  queryFn: ({ signal }) => call(api.GET('/api/you/world', { signal })),
})

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: [...WORLD_KEY, 'person', id],
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/you/world/people/{person_id}', {
          params: { path: { person_id: id } },
          signal,
        }),
      ),
  })

export const eventsQuery = (id: string, before: string | null) =>
  queryOptions({
    queryKey: [...WORLD_KEY, 'events', id, before],
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/you/world/people/{person_id}/events', {
          params: { path: { person_id: id }, query: before === null ? {} : { before } },
          signal,
        }),
      ),
  })

export const placesQuery = queryOptions({
  queryKey: [...WORLD_KEY, 'places'],
  queryFn: ({ signal }) => call(api.GET('/api/you/world/places', { signal })),
})

export const datesQuery = queryOptions({
  queryKey: [...WORLD_KEY, 'dates'],
  queryFn: ({ signal }) => call(api.GET('/api/you/world/dates', { signal })),
})

export const commitmentsQuery = queryOptions({
  queryKey: [...WORLD_KEY, 'commitments'],
  queryFn: ({ signal }) => call(api.GET('/api/you/world/commitments', { signal })),
})

export const doubtsQuery = queryOptions({
  queryKey: [...WORLD_KEY, 'doubts'],
  queryFn: ({ signal }) => call(api.GET('/api/you/world/doubts', { signal })),
})

export const previewQuery = (one: string, other: string) =>
  queryOptions({
    queryKey: [...WORLD_KEY, 'preview', one, other],
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/you/world/merges/preview', {
          params: { query: { one_id: one, other_id: other } },
          signal,
        }),
      ),
  })

export const briefQuery = queryOptions({
  queryKey: [...BRIEF_KEY],
  queryFn: ({ signal }) => call(api.GET('/api/you/brief', { signal })),
})

export const cardQuery = queryOptions({
  queryKey: [...BRIEF_KEY, 'card'],
  queryFn: ({ signal }) => call(api.GET('/api/you/brief/card', { signal })),
})

/** Takes back what was done with a suggestion. */
export const reopen = (suggestion: string, act: string | null) =>
  call(
    api.POST('/api/you/brief/{suggestion_id}/reopen', {
      params: { path: { suggestion_id: suggestion } },
      body: { act },
    }),
  )

export const undoAct = (act: string) =>
  call(api.DELETE('/api/you/world/acts/{act}', { params: { path: { act } } }))

/** How long ago somebody was last heard, in days; null when never. */
export function daysSince(at: string | null, now: number): number | null {
  return at === null ? null : (now - new Date(at).getTime()) / 86_400_000
}

export interface WorldFilters {
  words: string
  relation: string
  source: string
  heard: '' | '90' | '365' | 'longer'
}

/** The people who match all filters, in their order. */
export function filterPeople(people: readonly Node[], filters: WorldFilters, now: number): Node[] {
  const words = fold(filters.words).split(/\s+/u).filter(Boolean)
  return people.filter((each) => {
    const name = fold(each.name)
    const days = daysSince(each.last_at, now) ?? Number.POSITIVE_INFINITY
    return (
      words.every((word) => name.includes(word)) &&
      (filters.relation === '' || (each.relation ?? 'none') === filters.relation) &&
      (filters.source === '' || each.sources.includes(filters.source)) &&
      (filters.heard === '' ||
        (filters.heard === 'longer' ? days > 365 : days <= Number(filters.heard)))
    )
  })
}

const fold = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
