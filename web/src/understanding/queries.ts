import { queryOptions } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type Interest = Schemas['InterestOut']
export type Deed = Schemas['DeedIn']['deed']
export type Style = Schemas['StyleOut']
export type Trait = Schemas['TraitOut']

export const interestsQuery = queryOptions({
  queryKey: ['you', 'interests'],
  queryFn: ({ signal }) => call(api.GET('/api/you/interests', { signal })),
})

export const itemsQuery = (interest: string) =>
  queryOptions({
    queryKey: ['you', 'interests', interest],
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/you/interests/{interest_id}/items', {
          params: { path: { interest_id: interest } },
          signal,
        }),
      ),
  })

export const styleQuery = queryOptions({
  queryKey: ['you', 'style'],
  queryFn: ({ signal }) => call(api.GET('/api/you/style', { signal })),
})
