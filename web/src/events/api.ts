import { queryOptions } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type TimelineEvent = Schemas['TimelineEventOut']
export type FullEvent = Schemas['EventOut']
export type Media = Schemas['MediaOut']
export type Source = Schemas['SourceCardOut']
export type Purpose = Schemas['SwitchOut']['purpose']
export type Access = Schemas['AccessOut']
export type Export = Schemas['ExportOut']
export type What = Schemas['ForgetIn']

/** Filters of the timeline. Words, names and conversations never go into the address. */
export type Filters = Omit<Schemas['TimelineIn'], 'cursor' | 'limit'>

export const sourcesQuery = queryOptions({
  queryKey: ['you', 'sources'],
  queryFn: ({ signal }) => call(api.GET('/api/you/sources', { signal })),
})

export const choicesQuery = queryOptions({
  queryKey: ['you', 'choices'],
  queryFn: ({ signal }) =>
    call(api.POST('/api/you/timeline/choices', { body: { name_part: '' }, signal })),
})

export const keptAwayQuery = queryOptions({
  queryKey: ['you', 'forgotten'],
  queryFn: ({ signal }) => call(api.GET('/api/you/forgotten', { signal })),
})

const isOpen = (each: Export) => each.state === 'queued' || each.state === 'running'

export const exportsQuery = queryOptions({
  queryKey: ['you', 'exports'],
  queryFn: ({ signal }) => call(api.GET('/api/you/exports', { signal })),
  refetchInterval: ({ state }) => (state.data?.some(isOpen) ? 1000 : false),
})

export const eventQuery = (id: string) =>
  queryOptions({
    queryKey: ['you', 'event', id],
    retry: false,
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/you/events/{event_id}', {
          params: { path: { event_id: id }, query: { before: 8, after: 8 } },
          signal,
        }),
      ),
  })

export const accessQuery = (days: number) =>
  queryOptions({
    queryKey: ['you', 'access', days],
    queryFn: ({ signal }) =>
      call(api.GET('/api/you/access', { params: { query: { days } }, signal })),
  })

/** One page of the timeline. */
export const getTimeline = (filters: Filters, cursor: string | null, signal: AbortSignal) =>
  call(api.POST('/api/you/timeline', { body: { ...filters, cursor, limit: 60 }, signal }))
