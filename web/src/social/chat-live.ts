import type { QueryClient } from '@tanstack/react-query'

import { discard, tryAllAgain } from './chat-outbox'
import { chatsKey, dropMessage, keepMessage, threadKey, type Message } from './chat-queries'

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000
const HIDDEN_FOR_MS = 60_000
/** The connection is often renewed; only when it is away for longer is that worth a word. */
const QUIET_FOR_MS = 4000

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

/** Shows one change on the pages that are open. */
export function applyChange(client: QueryClient, kind: string, change: Change): void {
  if (kind === 'message' && change.message !== null) {
    keepMessage(client, change.message)
    discard(change.message.id)
  } else if (kind === 'message' && change.message_seq !== null) {
    dropMessage(client, change.chat_id, change.message_seq)
  }
  if (kind === 'gone') client.removeQueries({ queryKey: threadKey(change.chat_id) })
  void client.invalidateQueries({ queryKey: chatsKey })
  if (kind !== 'message') void client.invalidateQueries({ queryKey: ['chat', change.chat_id] })
}

/** Reads everything anew: this page was away for longer than changes are kept. */
function readAnew(client: QueryClient): void {
  for (const name of ['chats', 'chat', 'chat-thread'])
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
        last = event.lastEventId
        act(String(event.data))
      })
    }
    hear('at', arrive)
    hear('anew', () => {
      arrive()
      readAnew(client)
    })
    for (const kind of ['message', 'chat', 'gone', 'read'])
      hear(kind, (data) => applyChange(client, kind, JSON.parse(data) as Change))
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
