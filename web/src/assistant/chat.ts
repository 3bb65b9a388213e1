import type { QueryClient } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import { asProblem, Problem } from '@/api/problem'
import { streamEvents } from '@/api/stream'

import {
  change,
  conversationsKey,
  draft,
  EMPTY,
  grow,
  read,
  remindersQuery,
  settle,
  write,
  type Place,
} from './store'
import { leafOf, pathTo } from './tree'
import type { Attachment, Message, Streamed } from './types'

interface Running {
  abort: AbortController
  /** The answer's id, once the server has said it. */
  answer: string | null
}

/** How long the server may take to end an answer before the connection is cut. */
const STOP_PATIENCE_MS = 3000

/** The answers that are streaming now, by the place they stream to. */
const running = new Map<Place, Running>()
const listeners = new Set<() => void>()

export const runningStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  has: (place: Place): boolean => running.has(place),
}

function tell(): void {
  for (const listener of listeners) listener()
}

/** A file of a temporary chat, as it was read. */
export interface ReadFile {
  name: string
  media_type: string
  text: string
}

export interface Question {
  text: string
  /** The message it follows; null for the first one. */
  parent: string | null
  attachments: Attachment[]
  /** For a temporary chat, whose files are kept nowhere. */
  files: ReadFile[]
}

interface Run {
  client: QueryClient
  place: Place
  path: string
  body: unknown
  ids: { question: string; answer: string }
  /** Called when a new conversation gets its address. */
  onPlace?: (place: string) => void
}

let drafts = 0
const draftId = (): string => `draft-${++drafts}`

/** Asks, and streams the answer. Throws when the question was not taken; nothing of it stays then. */
export async function ask(
  client: QueryClient,
  place: Place,
  question: Question,
  onPlace?: (place: string) => void,
): Promise<void> {
  const before = read(client, place)
  const ids = { question: draftId(), answer: draftId() }
  const { text, parent, attachments } = question
  write(client, place, {
    ...before,
    head_id: ids.answer,
    messages: [
      ...before.messages,
      draft({ id: ids.question, parent_id: parent, role: 'user', text, attachments }),
      draft({ id: ids.answer, parent_id: ids.question, role: 'assistant', text: '' }),
    ],
  })
  const isTemporary = place === 'temporary'
  const body = isTemporary
    ? {
        text,
        files: question.files,
        history: pathTo(before.messages, parent)
          .filter((message) => message.text !== '')
          .map((message) => ({ role: message.role, text: message.text })),
      }
    : {
        text,
        conversation_id: place === 'new' ? null : place,
        parent_id: parent,
        attachment_ids: attachments.map((each) => each.id),
      }
  const path = isTemporary ? '/api/chat/temporary' : '/api/chat'
  try {
    await run({ client, place, path, body, ids, ...(onPlace && { onPlace }) })
  } catch (error) {
    write(client, place, before)
    throw error
  }
}

/** Answers the same question once more, beside the former answer. */
export async function regenerate(client: QueryClient, place: Place, asked: Message): Promise<void> {
  const before = read(client, place)
  if (place === 'temporary') {
    const trimmed = before.messages.filter((message) => message.id !== asked.id)
    write(client, place, { ...before, head_id: asked.parent_id, messages: trimmed })
    return ask(client, place, {
      text: asked.text,
      parent: asked.parent_id,
      attachments: [],
      files: [],
    })
  }
  const ids = { question: asked.id, answer: draftId() }
  write(client, place, {
    ...before,
    head_id: ids.answer,
    messages: [
      ...before.messages,
      draft({ id: ids.answer, parent_id: asked.id, role: 'assistant', text: '' }),
    ],
  })
  try {
    await run({ client, place, path: `/api/messages/${asked.id}/regenerate`, body: {}, ids })
  } catch (error) {
    write(client, place, before)
    throw error
  }
}

/** Says yes or no to what an answer asks, and streams how it goes on. */
export async function decide(
  client: QueryClient,
  place: Place,
  answer: Message,
  decisions: Record<string, boolean>,
): Promise<void> {
  const before = read(client, place)
  write(
    client,
    place,
    change(before, answer.id, (message) => ({ ...message, state: 'streaming' })),
  )
  const ids = { question: '', answer: answer.id }
  try {
    const path = `/api/messages/${answer.id}/decide`
    await run({ client, place, path, body: { decisions }, ids })
    // What was forgotten may have been quoted further up.
    await client.invalidateQueries({ queryKey: ['conversation', place] })
  } catch (error) {
    write(client, place, before)
    throw error
  }
}

/** Stops the answer that streams to a place; what came is kept. */
export function stop(place: Place): void {
  const current = running.get(place)
  if (!current) return
  const cut = () => current.abort.abort()
  if (current.answer === null) return cut()
  setTimeout(cut, STOP_PATIENCE_MS)
  call(
    api.POST('/api/messages/{message_id}/stop', {
      params: { path: { message_id: current.answer } },
    }),
  ).catch(cut)
}

/** Shows the branch that goes through a message. */
export async function switchBranch(client: QueryClient, place: Place, to: Message): Promise<void> {
  const conversation = read(client, place)
  write(client, place, { ...conversation, head_id: leafOf(conversation.messages, to.id) })
  if (place === 'temporary') return
  await call(
    api.PUT('/api/conversations/{conversation_id}/head', {
      params: { path: { conversation_id: place } },
      body: { message_id: to.id },
    }),
  )
}

/** Leaves a temporary chat: nothing of it stays in the browser either. */
export function leaveTemporary(client: QueryClient): void {
  stop('temporary')
  client.removeQueries({ queryKey: ['conversation', 'temporary'] })
}

/** Clears the page of a new conversation. */
export function clearNew(client: QueryClient): void {
  write(client, 'new', EMPTY)
}

async function run({ client, place, path, body, ids, onPlace }: Run): Promise<void> {
  const abort = new AbortController()
  let at = place
  let answer = ids.answer
  let hasEnded = false
  const current: Running = { abort, answer: null }
  running.set(at, current)
  tell()
  try {
    for await (const event of streamEvents(path, body, abort.signal)) {
      const streamed = { name: event.event, data: JSON.parse(event.data) as unknown } as Streamed
      if (streamed.name === 'start') {
        const settled = settle(read(client, at), ids, streamed.data)
        answer = streamed.data.answer_id
        current.answer = answer
        if (at === 'new' && streamed.data.conversation_id !== null) {
          at = streamed.data.conversation_id
          running.delete('new')
          running.set(at, current)
          write(client, at, settled)
          clearNew(client)
          onPlace?.(at)
          tell()
        } else write(client, at, settled)
        void client.invalidateQueries({ queryKey: conversationsKey })
      } else {
        write(
          client,
          at,
          change(read(client, at), answer, (message) => grow(message, streamed)),
        )
      }
      hasEnded = hasEnded || streamed.name === 'end'
    }
    if (!hasEnded) throw new Problem({ status: 0, title: 'offline' })
  } catch (error) {
    if (answer === ids.answer && path !== `/api/messages/${answer}/decide` && !abort.signal.aborted)
      throw error
    end(client, at, answer, abort.signal.aborted ? null : asProblem(error))
  } finally {
    running.delete(at)
    tell()
    void client.invalidateQueries({ queryKey: conversationsKey })
    void client.invalidateQueries({ queryKey: remindersQuery.queryKey })
  }
}

/** Notes an answer that was stopped, or whose stream broke. */
function end(client: QueryClient, place: Place, answer: string, problem: Problem | null): void {
  write(
    client,
    place,
    change(read(client, place), answer, (message) => ({
      ...message,
      state: problem ? 'failed' : 'stopped',
      error: problem ? (problem.detail ?? problem.title) : null,
      tool_calls: message.tool_calls.map((each) =>
        each.state === 'running' ? { ...each, state: 'failed' } : each,
      ),
    })),
  )
}
