import { queryOptions, type InfiniteData, type QueryClient } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'

export type Chat = components['schemas']['ChatOut']
export type ChatPage = components['schemas']['ChatsOut']
export type Message = components['schemas']['ChatMessageOut']
export type Member = components['schemas']['ChatMemberOut']
export type Picture = components['schemas']['ImageOut']
export type Voice = NonNullable<Message['voice']>
export type Attached = components['schemas']['AttachedOut']
export type Share = components['schemas']['ChatShareOut']
export type Shown = components['schemas']['ChatSettingBody']
export type Thread = components['schemas']['ChatThreadOut']

export const chatsKey = ['chats'] as const
export const threadKey = (chat: string) => ['chat-thread', chat] as const

/** Pages of conversations, the one in which something was said last first. */
export const chatsQuery = {
  queryKey: chatsKey,
  initialPageParam: null as string | null,
  queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
    call(
      api.GET('/api/chats', {
        params: { query: pageParam === null ? {} : { before: pageParam } },
        signal,
      }),
    ),
  getNextPageParam: (page: ChatPage) => page.next,
}

/** One conversation, as it stands in the list. */
export const chatQuery = (chat: string) =>
  queryOptions({
    queryKey: ['chat', chat],
    queryFn: ({ signal }) =>
      call(api.GET('/api/chats/{chat_id}', { params: { path: { chat_id: chat } }, signal })),
  })

/** Who is in a conversation, those who have been in it longest first. */
export const membersQuery = (chat: string) =>
  queryOptions({
    queryKey: ['chat', chat, 'people'],
    queryFn: ({ signal }) =>
      call(api.GET('/api/chats/{chat_id}/people', { params: { path: { chat_id: chat } }, signal })),
  })

/** What members let @beknown know in a conversation. */
export const sharesQuery = (chat: string) =>
  queryOptions({
    queryKey: ['chat', chat, 'shares'],
    queryFn: ({ signal }) =>
      call(api.GET('/api/chats/{chat_id}/shares', { params: { path: { chat_id: chat } }, signal })),
  })

/** How far the others have read, as far as both sides show it. */
export const marksQuery = (chat: string) =>
  queryOptions({
    queryKey: ['chat-marks', chat],
    queryFn: ({ signal }) =>
      call(api.GET('/api/chats/{chat_id}/read', { params: { path: { chat_id: chat } }, signal })),
  })

/** What one shows others in conversations. */
export const shownQuery = queryOptions({
  queryKey: ['chat-shown'],
  queryFn: ({ signal }) => call(api.GET('/api/chats/settings/shown', { signal })),
})

/** What was put into a message, as far as its reader may see it. */
export const cardQuery = ({ kind, of, id }: Attached) =>
  queryOptions({
    queryKey: ['chat-card', kind, of, id],
    retry: false,
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/chats/cards/{kind}/{item_id}', {
          params: { path: { kind, item_id: id }, query: of === null ? {} : { of } },
          signal,
        }),
      ),
  })

/** Messages that hold some words, latest first. */
export const foundQuery = (words: string) =>
  queryOptions({
    queryKey: ['chat-found', words],
    queryFn: ({ signal }) => call(api.POST('/api/chats/search', { body: { words }, signal })),
  })

/** What was said in a conversation, in pages from the latest backwards. */
export const threadQuery = (chat: string) => ({
  queryKey: threadKey(chat),
  initialPageParam: null as number | null,
  queryFn: ({ pageParam, signal }: { pageParam: number | null; signal: AbortSignal }) =>
    call(
      api.GET('/api/chats/{chat_id}/messages', {
        params: { path: { chat_id: chat }, query: pageParam === null ? {} : { before: pageParam } },
        signal,
      }),
    ),
  getNextPageParam: (page: Thread) => (page.has_more ? (page.messages[0]?.seq ?? null) : null),
  // What changes comes by the live stream.
  staleTime: Infinity,
})

/** The messages of all loaded pages, oldest first. */
export function messagesOf(data: InfiniteData<Thread> | undefined): Message[] {
  return (data?.pages ?? []).toReversed().flatMap((page) => page.messages)
}

/** The names of all who speak on the loaded pages. */
export function namesOf(data: InfiniteData<Thread> | undefined): Map<string, string> {
  return new Map(
    (data?.pages ?? []).flatMap((page) => page.people.map(({ id, name }) => [id, name] as const)),
  )
}

/** Puts a message into a page of a conversation: in its place, or instead of itself. */
export function placeMessage(page: Thread, message: Message): Thread {
  const others = page.messages.filter(({ seq }) => seq !== message.seq)
  const messages = [...others, message].sort((one, other) => one.seq - other.seq)
  return { ...page, messages }
}

/** Shows a message that came or changed; one that belongs to a page not yet loaded is left to it. */
export function keepMessage(client: QueryClient, message: Message): void {
  client.setQueryData<InfiniteData<Thread>>(threadKey(message.chat_id), (data) => {
    if (!data) return data
    const pages = data.pages.map((page, index) => {
      const isLatest = index === 0 && message.seq >= (page.messages[0]?.seq ?? 0)
      const isHere = isLatest || page.messages.some(({ seq }) => seq === message.seq)
      return isHere ? placeMessage(page, message) : page
    })
    return { ...data, pages }
  })
}

/** Takes a message that is gone off the page. */
export function dropMessage(client: QueryClient, chat: string, gone: number): void {
  client.setQueryData<InfiniteData<Thread>>(
    threadKey(chat),
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({
          ...page,
          messages: page.messages.filter(({ seq }) => seq !== gone),
        })),
      },
  )
}
