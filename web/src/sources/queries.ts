import { queryOptions } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'

export type Import = components['schemas']['ImportOut']
export type Totals = components['schemas']['Totals']
export type Finding = components['schemas']['FindingOut']
export type Question = components['schemas']['QuestionOut']

const WATCH_MS = 1000

/** Whether an import still moves by itself. */
export function isMoving({ state }: Pick<Import, 'state'>): boolean {
  return state === 'queued' || state === 'running'
}

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal }) => call(api.GET('/api/imports', { signal })),
  refetchInterval: ({ state }) => (state.data?.some(isMoving) ? WATCH_MS : false),
})

export function importQuery(id: string) {
  return queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) =>
      call(api.GET('/api/imports/{import_id}', { params: { path: { import_id: id } }, signal })),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? WATCH_MS : false),
  })
}
