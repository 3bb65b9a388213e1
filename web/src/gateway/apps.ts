import { queryOptions } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type App = Schemas['AppOut']
export type Ask = Schemas['AppAskIn']
export type Asked = Schemas['AskedOut']
export type Place = Asked['place']
export type KeyScope = Asked['scopes'][number]

const APPS = ['apps'] as const

export const appsQuery = queryOptions({
  queryKey: [...APPS, 'list'],
  queryFn: ({ signal }) => call(api.GET('/api/apps', { signal })),
})

/** What an app asks, checked by the server and never taken from memory. */
export const askQuery = (asked: Ask) =>
  queryOptions({
    queryKey: [...APPS, 'ask', asked],
    queryFn: ({ signal }) => call(api.POST('/api/oauth/ask', { body: asked, signal })),
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })

const PARAMETERS = [
  'client_id',
  'redirect_uri',
  'response_type',
  'code_challenge',
  'code_challenge_method',
  'scope',
  'state',
  'resource',
] as const satisfies readonly (keyof Ask)[]

/** What an app asks, as it stands in the address of the page. */
export function readAsk(search: URLSearchParams): Ask {
  return Object.fromEntries(PARAMETERS.map((name) => [name, search.get(name)]))
}
