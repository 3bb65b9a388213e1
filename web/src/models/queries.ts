import { queryOptions } from '@tanstack/react-query'

import { api, call } from '@/api/client'

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => call(api.GET('/api/models', { signal })),
})

/** Background work; the frame asks for it often while some is going on, under the same key. */
export const tasksQuery = queryOptions({
  queryKey: ['tasks'],
  queryFn: ({ signal }) => call(api.GET('/api/tasks', { signal })),
})

export type Models = Awaited<ReturnType<NonNullable<typeof modelsQuery.queryFn>>>
