import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type Key = Schemas['KeyOut']
export type MadeKey = Schemas['MadeKeyOut']
export type NewKey = Schemas['KeyIn']
export type UsageRow = Schemas['KeyUsageOut']
export type Call = Schemas['CallOut']
export type Backend = Schemas['BackendOut']

export const KEYS = ['keys'] as const

export const keysQuery = queryOptions({
  queryKey: [...KEYS, 'list'],
  queryFn: ({ signal }) => call(api.GET('/api/keys', { signal })),
})

export const usageQuery = (days: number) =>
  queryOptions({
    queryKey: [...KEYS, 'usage', days],
    queryFn: ({ signal }) =>
      call(api.GET('/api/keys/usage', { params: { query: { days } }, signal })),
  })

const CALLS_AT_ONCE = 50

export const callsQuery = infiniteQueryOptions({
  queryKey: [...KEYS, 'calls'],
  queryFn: ({ pageParam, signal }) =>
    call(
      api.GET('/api/keys/calls', {
        params: { query: { limit: CALLS_AT_ONCE, ...(pageParam !== '' && { before: pageParam }) } },
        signal,
      }),
    ),
  initialPageParam: '',
  getNextPageParam: (last) => (last.length === CALLS_AT_ONCE ? (last.at(-1)?.id ?? null) : null),
})

export const pricesQuery = queryOptions({
  queryKey: [...KEYS, 'prices'],
  queryFn: ({ signal }) => call(api.GET('/api/keys/prices', { signal })),
})

export const backendsQuery = queryOptions({
  queryKey: ['gateway', 'backends'],
  queryFn: ({ signal }) => call(api.GET('/api/backends', { signal })),
  refetchInterval: 10_000,
})
