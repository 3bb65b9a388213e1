import type { QueryClient } from '@tanstack/react-query'

import { discard, tryAllAgain } from './chat-outbox'
import { chatsKey, dropMessage, keepMessage, threadKey, type Message } from './chat-queries'

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000
const HIDDEN_FOR_MS = 60_000
/** The connection is often renewed; only when it is away for longer is that worth a word. */
const QUIET_FOR_MS = 4000

/** For so long somebody counts as typing after a sign of it. */
const TYPING_MS = 6000

interface Sign {
  chat_id: string
  person_id: string
  seq: number
}

interface Change {
  chat_id: string
  message_seq: number | null
  message: Message | null
}

let isAway = false
const listeners = new Set<() => void>()

function setAway(value: boolean): void {
  if (isAway === value) return
  isAway = value
  for (const listener of listeners) listener()
}

/** Whether what others say doesn't reach this page at the moment. */
export const away = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  get: () => isAway,
}

let typing: ReadonlyMap<string, readonly string[]> = new Map()
const typists = new Set<() => void>()
const ends = new Map<string, ReturnType<typeof setTimeout>>()

function setTyping(chat: string, person: string, isTyping: boolean): void {
  const others = (typing.get(chat) ?? []).filter((each) => each !== person)
  typing = new Map([...typing, [chat, isTyping ? [...others, person] : others]])
  for (const listener of typists) listener()
}

/** Who is typing now, by conversation. */
export const whoTypes = {
  subscribe: (listener: () => void): (() => void) => {
    typists.add(listener)
    return () => typists.delete(listener)
  },
  get: () => typing,
}

function stopTyping(chat: string, person: string): void {
  const key = `${chat} ${person}`
  clearTimeout(ends.get(key))
  if (ends.delete(key)) setTyping(chat, person, false)
}

function hearTyping({ chat_id: chat, person_id: person }: Sign): void {
  const key = `${chat} ${person}`
  clearTimeout(ends.get(key))
  ends.set(
    key,
    setTimeout(() => stopTyping(chat, person), TYPING_MS),
  )
  if (!typing.get(chat)?.includes(person)) setTyping(chat, person, true)
}

/** How far the answers of @beknown are that are being written, by conversation and number of the question. */
export interface Piece {
  chat_id: string
  seq: number
  text: string
  is_new: boolean
  cites: Message['cites']
}

type Answering = Readonly<Pick<Piece, 'text' | 'cites'>>

let answering: ReadonlyMap<string, Answering> = new Map()
const readers = new Set<() => void>()

function setAnswering(value: ReadonlyMap<string, Answering>): void {
  answering = value
  for (const listener of readers) listener()
}

export const answerKey = (chat: string, seq: number) => `${chat} ${seq}`

/** What is being answered now; a whole answer is a message and no longer here. */
export const answers = {
  subscribe: (listener: () => void): (() => void) => {
    readers.add(listener)
    return () => readers.delete(listener)
  },
  get: () => answering,
}

/** Puts a piece of an answer behind what came before it. */
export function hearPiece({ chat_id: chat, seq, text, is_new: isNew, cites }: Piece): void {
  const key = answerKey(chat, seq)
  const before = isNew ? '' : (answering.get(key)?.text ?? '')
  setAnswering(new Map([...answering, [key, { text: before + text, cites }]]))
}

/** Shows one change on the pages that are open. */
export function applyChange(client: QueryClient, kind: string, change: Change): void {
  if (kind === 'message' && change.message !== null) {
    keepMessage(client, change.message)
    discard(change.message.id)
    if (!change.message.is_ai) stopTyping(change.chat_id, change.message.author_id)
  } else if (kind === 'message' && change.message_seq !== null) {
    dropMessage(client, change.chat_id, change.message_seq)
  }
  if (kind === 'cleared') void client.invalidateQueries({ queryKey: threadKey(change.chat_id) })
  if (kind === 'gone') client.removeQueries({ queryKey: threadKey(change.chat_id) })
  void client.invalidateQueries({ queryKey: chatsKey })
  if (kind !== 'message') void client.invalidateQueries({ queryKey: ['chat', change.chat_id] })
}

/** Reads everything anew: this page was away for longer than changes are kept. */
function readAnew(client: QueryClient): void {
  for (const name of ['chats', 'chat', 'chat-thread', 'chat-marks'])
    void client.invalidateQueries({ queryKey: [name] })
}

/**
 * Keeps this page told of what others say, until the function that it gives is called.
 *
 * The server numbers what a person is told. A page that comes back names the last number that it has, so nothing is
 * lost and nothing comes twice. A page that nobody looks at lets go of its connection after a minute.
 */
export function stayLive(client: QueryClient): () => void {
  let source: EventSource | null = null
  let last: string | null = null
  let waitMs = FIRST_WAIT_MS
  let timer: ReturnType<typeof setTimeout> | undefined
  let word: ReturnType<typeof setTimeout> | undefined
  const sent = (message: Message) => keepMessage(client, message)

  function close(): void {
    clearTimeout(timer)
    source?.close()
    source = null
  }

  function arrive(): void {
    waitMs = FIRST_WAIT_MS
    // All that are being written are told of from their beginning.
    setAnswering(new Map())
    clearTimeout(word)
    word = undefined
    setAway(false)
    tryAllAgain(sent)
  }

  function open(): void {
    close()
    const opened = new EventSource(
      last === null ? '/api/chats/live' : `/api/chats/live?after=${last}`,
    )
    source = opened
    const hear = (name: string, act: (data: string) => void) => {
      opened.addEventListener(name, (event: MessageEvent<unknown>) => {
        // A sign has no number of its own: the browser gives the last one that came.
        if (event.lastEventId !== '') last = event.lastEventId
        act(String(event.data))
      })
    }
    hear('at', arrive)
    hear('anew', () => {
      arrive()
      readAnew(client)
    })
    for (const kind of ['message', 'chat', 'gone', 'cleared'])
      hear(kind, (data) => applyChange(client, kind, JSON.parse(data) as Change))
    hear('answer', (data) => hearPiece(JSON.parse(data) as Piece))
    hear('typing', (data) => hearTyping(JSON.parse(data) as Sign))
    hear('seen', (data) => {
      const { chat_id: chat } = JSON.parse(data) as Sign
      void client.invalidateQueries({ queryKey: ['chat-marks', chat] })
      void client.invalidateQueries({ queryKey: chatsKey })
    })
    opened.onerror = () => {
      word ??= setTimeout(() => setAway(true), QUIET_FOR_MS)
      close()
      timer = setTimeout(open, waitMs)
      waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)
    }
  }

  function look(): void {
    clearTimeout(timer)
    if (document.hidden) timer = setTimeout(close, HIDDEN_FOR_MS)
    else if (source === null) open()
  }

  function goOnline(): void {
    waitMs = FIRST_WAIT_MS
    open()
  }

  open()
  document.addEventListener('visibilitychange', look)
  window.addEventListener('online', goOnline)
  return () => {
    close()
    clearTimeout(word)
    setAway(false)
    document.removeEventListener('visibilitychange', look)
    window.removeEventListener('online', goOnline)
  }
}
