import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'
import { upload } from '@/api/upload'

type Schemas = components['schemas']
export type Follow = Schemas['FollowOut']
export type Line = Schemas['ListLineOut']
export type Item = Schemas['OutletItemOut']
export type Items = Schemas['OutletItemsOut']

/** Everything that is followed stands beneath this key. */
const KEY = 'followed'
const SOON_MS = 5000

/** How something that is followed stands, for a person: what they chose comes before what happened. */
export type Standing = 'paused' | 'new' | 'good' | 'failing' | 'dead' | 'gone'

export const standingOf = ({ paused_at, state }: Follow): Standing =>
  paused_at !== null ? 'paused' : state

export const followsQuery = queryOptions({
  queryKey: [KEY, 'all'],
  queryFn: ({ signal }) => call(api.GET('/api/followed', { signal })),
  // What a list brought is fetched in the background within a minute.
  refetchInterval: ({ state }) =>
    state.data?.some((each) => standingOf(each) === 'new') ? SOON_MS : false,
})

/** What is followed, folder by folder, each in its order: first what is in none. Without folders it is one group. */
export function inFolders(follows: readonly Follow[]): [folder: string | null, within: Follow[]][] {
  const groups = new Map<string | null, Follow[]>()
  for (const follow of follows)
    groups.set(follow.folder, [...(groups.get(follow.folder) ?? []), follow])
  return [...groups].sort(([one], [other]) =>
    one === null ? -1 : other === null ? 1 : one.localeCompare(other),
  )
}

/** The names of the folders that there are. */
export const foldersOf = (follows: readonly Follow[]): string[] =>
  inFolders(follows).flatMap(([folder]) => folder ?? [])

export const itemsKey = [KEY, 'items']

/** One page of what was published, the newest first. */
export const getItems = (before: string | null, signal: AbortSignal): Promise<Items> =>
  call(
    api.GET('/api/followed/items', {
      params: { query: before === null ? {} : { before } },
      signal,
    }),
  )

/** Gives a function that loads anew what was changed. */
export function useReload(): () => Promise<void> {
  const queries = useQueryClient()
  return useCallback(() => queries.invalidateQueries({ queryKey: [KEY] }), [queries])
}

const of = ({ id }: { id: string }) => ({ params: { path: { follow: id } } })

export const add = (address: string): Promise<Follow> =>
  call(api.POST('/api/followed', { body: { address } }))

export const pause = (follow: Follow, isPaused: boolean) =>
  isPaused
    ? api.PUT('/api/followed/{follow}/pause', of(follow))
    : api.DELETE('/api/followed/{follow}/pause', of(follow))

/** Puts it into a folder; no name takes it out. */
export const setFolder = (follow: Follow, folder: string): Promise<Follow> =>
  call(api.PUT('/api/followed/{follow}/folder', { ...of(follow), body: { folder } }))

export const checkNow = (follow: Follow): Promise<Follow> =>
  call(api.POST('/api/followed/{follow}/check', of(follow)))

export const remove = (follow: Follow) => api.DELETE('/api/followed/{follow}', of(follow))

export const bringBack = (follow: Follow) => api.POST('/api/followed/{follow}/back', of(follow))

export const keep = ({ id }: Item, isKept: boolean) => {
  const params = { path: { item: id } }
  return isKept
    ? api.PUT('/api/followed/items/{item}/kept', { params })
    : api.DELETE('/api/followed/items/{item}/kept', { params })
}

/** Sends a list of another reader; gives what became of each line. */
export function bringList(file: File): Promise<Line[]> {
  const form = new FormData()
  form.append('file', file)
  return upload<Line[]>('/api/followed/lists', form)
}
