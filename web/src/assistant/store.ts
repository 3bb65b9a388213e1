import { queryOptions, type QueryClient } from '@tanstack/react-query'

import { api, call } from '@/api/client'

import type { Attachment, Conversation, Message, Start, Streamed } from './types'

/** Where a conversation is kept: by its id, `new` before it has one, or `temporary` as it never gets one. */
export type Place = string

export const EMPTY: Conversation = { id: '', title: '', head_id: null, messages: [] }

/** A conversation with all its messages. */
export const conversationQuery = (place: Place) =>
  queryOptions({
    queryKey: ['conversation', place],
    staleTime: 30_000,
    queryFn: ({ signal }): Promise<Conversation> =>
      call(
        api.GET('/api/conversations/{conversation_id}', {
          params: { path: { conversation_id: place } },
          signal,
        }),
      ),
  })

export const conversationsKey = ['conversations'] as const

/** What answers, and what one may ask it about. */
export const aboutQuery = queryOptions({
  queryKey: ['assistant'],
  staleTime: 60_000,
  queryFn: ({ signal }) => call(api.GET('/api/assistant', { signal })),
})

export const remindersQuery = queryOptions({
  queryKey: ['reminders'],
  refetchInterval: 20_000,
  queryFn: ({ signal }) => call(api.GET('/api/reminders', { signal })),
})

export function read(client: QueryClient, place: Place): Conversation {
  return client.getQueryData<Conversation>(['conversation', place]) ?? EMPTY
}

export function write(client: QueryClient, place: Place, conversation: Conversation): void {
  client.setQueryData(['conversation', place], conversation)
}

/** Changes one message, if it is there. */
export function change(
  conversation: Conversation,
  id: string,
  how: (message: Message) => Message,
): Conversation {
  return {
    ...conversation,
    messages: conversation.messages.map((message) => (message.id === id ? how(message) : message)),
  }
}

/** A message as it stands before the server has said anything of it. */
export function draft(
  fields: Pick<Message, 'id' | 'parent_id' | 'role' | 'text'> & { attachments?: Attachment[] },
): Message {
  return {
    state: fields.role === 'user' ? 'done' : 'streaming',
    error: null,
    model: null,
    created_at: new Date().toISOString(),
    citations: [],
    tool_calls: [],
    attachments: [],
    has_context: false,
    ...fields,
  }
}

/** Gives the messages that were drawn beforehand the ids the server gave them. */
export function settle(
  conversation: Conversation,
  ids: { question: string; answer: string },
  start: Start,
): Conversation {
  const renamed = (id: string | null): string | null =>
    id === ids.answer
      ? start.answer_id
      : id === ids.question && start.question_id !== null
        ? start.question_id
        : id
  return {
    ...conversation,
    id: start.conversation_id ?? conversation.id,
    title: start.title || conversation.title,
    head_id: renamed(conversation.head_id),
    messages: conversation.messages.map((message) => ({
      ...message,
      id: renamed(message.id) ?? message.id,
      parent_id: renamed(message.parent_id),
    })),
  }
}

/** What an answer is after one more event of its stream. */
export function grow(message: Message, streamed: Streamed): Message {
  switch (streamed.name) {
    case 'care':
      return { ...message, care: streamed.data }
    case 'text':
      return { ...message, text: message.text + streamed.data.text }
    case 'step':
      return { ...message, tool_calls: withCall(message.tool_calls, streamed.data) }
    case 'citation':
      return { ...message, citations: [...message.citations, streamed.data] }
    case 'end':
      return {
        ...message,
        state: streamed.data.state,
        error: streamed.data.error,
        model: streamed.data.model,
        text: streamed.data.text,
        tool_calls: streamed.data.tool_calls,
        has_context: streamed.data.has_context,
      }
    case 'start':
      return message
  }
}

function withCall(calls: Message['tool_calls'], call: Message['tool_calls'][number]) {
  return calls.some((known) => known.id === call.id)
    ? calls.map((known) => (known.id === call.id ? call : known))
    : [...calls, call]
}
