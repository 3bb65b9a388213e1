import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

import { api, call, csrfHeaders } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type Feed = Schemas['FeedOut']
export type Item = Feed['items'][number]
export type PostItem = Schemas['FeedPostOut']
export type SourceItem = Schemas['FeedSourceOut']
export type MadeItem = Schemas['FeedMadeOut']
export type Made = Schemas['MadeOut']
type MadeKind = Made['kind']
export type Reason = Schemas['FeedReasonOut']
export type Setting = Schemas['FeedSettingOut']
export type Posts = Schemas['PostsOut']
export type Rule = Schemas['RuleOut']
export type Said = Schemas['SaidOut']
export type Bubble = Schemas['BubbleOut']
export type Width = Schemas['WidthOut']
type Deed = Schemas['FeedDeedIn']

/** Beneath the key of posts: what is done with a post is seen in every list of posts. */
const KEY = ['social', 'feed']

export const runKey = (run: string) => [...KEY, 'run', run]
export const listKey = (which: 'following' | 'latest') => [...KEY, which]

/** Names a new run. The same run gives the same pages, whenever they are asked for. */
export function newRun(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export const getPage = (page: string, signal: AbortSignal): Promise<Feed> =>
  call(api.GET('/api/feed', { params: { query: { page } }, signal }))

export function getList(
  which: 'following' | 'latest',
  before: string | null,
  signal: AbortSignal,
): Promise<Posts> {
  const params = { query: before === null ? {} : { before } }
  return which === 'following'
    ? call(api.GET('/api/social/following', { params, signal }))
    : call(api.GET('/api/social/latest', { params, signal }))
}

export const settingQuery = queryOptions({
  queryKey: [...KEY, 'setting'],
  queryFn: ({ signal }) => call(api.GET('/api/feed/setting', { signal })),
})

export const lessQuery = queryOptions({
  queryKey: [...KEY, 'less'],
  queryFn: ({ signal }) => call(api.GET('/api/feed/less', { signal })),
})

export const setFeed = (weights: Record<string, number>, hasMade: boolean): Promise<Setting> =>
  call(api.PUT('/api/feed/setting', { body: { weights, has_made: hasMade } }))

export const lessSourcesQuery = queryOptions({
  queryKey: [...KEY, 'less', 'sources'],
  queryFn: ({ signal }) => call(api.GET('/api/feed/less/sources', { signal })),
})

export const lessMadeQuery = queryOptions({
  queryKey: [...KEY, 'less', 'made'],
  queryFn: ({ signal }) => call(api.GET('/api/feed/less/made', { signal })),
})

/** What tells an item from all others. */
export function idOf(item: Item): string {
  if (item.kind === 'post') return item.post.id
  return item.kind === 'source' ? item.item.id : item.made.id
}

/** Hides an item; of what is like a post, of a source, or of a kind of what is made, there is less from then on. */
export async function wantLess(item: Item, run: string): Promise<string> {
  const place = { run, position: item.position }
  if (item.kind === 'source') {
    const body = { item_id: item.item.id, ...place }
    return (await call(api.POST('/api/feed/less/sources', { body }))).id
  }
  if (item.kind === 'made') {
    const body = { item_id: item.made.id, ...place }
    return (await call(api.POST('/api/feed/less/made', { body }))).id
  }
  const { author, id } = item.post
  const body = { author_id: author.id, post_id: id, ...place }
  return (await call(api.POST('/api/feed/less', { body }))).id
}

export const wantAgain = (less: string) =>
  api.DELETE('/api/feed/less/{less_id}', { params: { path: { less_id: less } } })

/** Takes back all wishes for less of a kind of what is made. */
export const wantKindAgain = (kind: MadeKind) =>
  api.DELETE('/api/feed/less/made/{kind}', { params: { path: { kind } } })

/** Takes back all wishes for less of a source. */
export const wantSourceAgain = (follow: string) =>
  api.DELETE('/api/feed/less/sources/{follow_id}', { params: { path: { follow_id: follow } } })

export const rulesQuery = queryOptions({
  queryKey: [...KEY, 'rules'],
  queryFn: ({ signal }) => call(api.GET('/api/feed/rules', { signal })),
})

export const say = (text: string): Promise<Said> =>
  call(api.POST('/api/feed/rules', { body: { text } }))

export const changeRule = (
  { id, hours }: Rule,
  to: Pick<Rule, 'amount' | 'strength' | 'until_at'>,
): Promise<Rule> =>
  call(
    api.PUT('/api/feed/rules/{rule_id}', {
      params: { path: { rule_id: id } },
      body: { ...to, hours },
    }),
  )

export const endRule = (id: string) =>
  api.DELETE('/api/feed/rules/{rule_id}', { params: { path: { rule_id: id } } })

/** Has a rule again that was taken back, as it was. */
export const setRuleAgain = ({ id }: Rule) =>
  call(api.POST('/api/feed/rules/again', { body: { id } }))

export const bubbleQuery = queryOptions({
  queryKey: [...KEY, 'bubble'],
  queryFn: ({ signal }) => call(api.GET('/api/feed/bubble', { signal })),
})

/** Says how wide the feed is to be, from 0 to 1. */
export const setWidening = (widening: number) => api.PUT('/api/feed/bubble', { body: { widening } })

export const follow = (person: string, isFollowed: boolean) => {
  const params = { path: { person_id: person } }
  return isFollowed
    ? api.PUT('/api/social/people/{person_id}/follow', { params })
    : api.DELETE('/api/social/people/{person_id}/follow', { params })
}

export const mute = (person: string) =>
  call(api.POST('/api/social/mutes', { body: { kind: 'person', person_id: person } }))

export const unmute = (id: string) =>
  api.DELETE('/api/social/mutes/{mute_id}', { params: { path: { mute_id: id } } })

/** Says what was done; also while the page closes, and whoever can't be told is left out. */
export function tellDeeds(deeds: Deed[]): void {
  if (deeds.length === 0) return
  fetch('/api/feed/deeds', {
    method: 'POST',
    keepalive: true,
    headers: { 'Content-Type': 'application/json', ...csrfHeaders() },
    body: JSON.stringify({ deeds }),
  }).catch(() => undefined)
}

/** Gives a function that loads anew what was changed. */
export function useReload(): () => Promise<void> {
  const queries = useQueryClient()
  return useCallback(() => queries.invalidateQueries({ queryKey: ['social'] }), [queries])
}
