import { api, call } from '@/api/client'
import { asProblem, type Problem } from '@/api/problem'

import type { Attached, Message, Picture, Voice } from './chat-queries'
import type { VideoFacts } from './video-api'

/** What to say: words, something put into the message, pictures, a voice note or a video that were taken. */
export interface Words {
  text: string
  attached?: Attached
  replyTo?: number
  images?: readonly Picture[]
  voice?: Voice | null
  video?: VideoFacts | null
}

/** A message on its way: it keeps its id however often it is sent, so that it is said once. */
export interface Outgoing extends Words {
  id: string
  chat: string
  problem: Problem | null
}

let waiting: readonly Outgoing[] = []
const listeners = new Set<() => void>()
const busy = new Set<string>()

function set(changed: readonly Outgoing[]): void {
  waiting = changed
  for (const listener of listeners) listener()
}

const replace = (id: string, problem: Problem | null) =>
  set(waiting.map((each) => (each.id === id ? { ...each, problem } : each)))

/** What is on its way, in the order in which it was written. */
export const outbox = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  get: () => waiting,
}

/** Takes a message off: it has arrived, or its writer gave it up. */
export function discard(id: string): void {
  if (waiting.some((each) => each.id === id)) set(waiting.filter((each) => each.id !== id))
}

/** Forgets all that is on its way, such as when someone else signs in. */
export function emptyOutbox(): void {
  set([])
}

/** Writes a message; it is sent once those before it have arrived. */
export function post(chat: string, words: Words, onSent: (message: Message) => void): void {
  set([...waiting, { ...words, id: crypto.randomUUID(), chat, problem: null }])
  void work(chat, onSent)
}

/** Sends again what didn't arrive in a conversation. */
export function tryAgain(chat: string, onSent: (message: Message) => void): void {
  set(waiting.map((each) => (each.chat === chat ? { ...each, problem: null } : each)))
  void work(chat, onSent)
}

/** Sends again everything that didn't arrive because nothing was reached. */
export function tryAllAgain(onSent: (message: Message) => void): void {
  const chats = waiting.filter(({ problem }) => problem?.isOffline).map(({ chat }) => chat)
  for (const chat of new Set(chats)) tryAgain(chat, onSent)
}

/** Sends what waits in one conversation, one after the other, until one doesn't arrive. */
async function work(chat: string, onSent: (message: Message) => void): Promise<void> {
  if (busy.has(chat)) return
  busy.add(chat)
  try {
    for (let next = first(chat); next?.problem === null; next = first(chat)) {
      const { id, text, attached, replyTo, images = [], voice, video } = next
      try {
        const path = { chat_id: chat }
        const sent = await call(
          api.POST('/api/chats/{chat_id}/messages', {
            params: { path },
            body: {
              id,
              text,
              attached: attached ?? null,
              reply_to: replyTo ?? null,
              images: images.map((each) => ({ id: each.id, alt: each.alt })),
              voice: voice ? { id: voice.id, words: voice.words } : null,
              video: video ? { id: video.id, alt: video.alt } : null,
            },
          }),
        )
        onSent(sent)
        discard(id)
      } catch (error) {
        replace(id, asProblem(error))
      }
    }
  } finally {
    busy.delete(chat)
  }
}

const first = (chat: string) => waiting.find((each) => each.chat === chat)
