import { queryOptions } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type Key = Schemas['KeyOut']
export type MadeKey = Schemas['MadeKeyOut']
export type NewKey = Schemas['KeyIn']
export type UsageRow = Schemas['KeyUsageOut']

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
