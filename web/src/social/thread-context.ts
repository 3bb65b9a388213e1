import { createContext, useContext } from 'react'

import type { Message } from './chat-queries'

/** What one is about to do with a message: answer it, or change it. */
export type Aim = { kind: 'reply' | 'edit'; message: Message } | null

export interface ThreadContextValue {
  chat: string
  me: string
  /** One may change the group, and stop what others asked for in it. */
  isAdmin: boolean
  /** How somebody in the conversation is called. */
  nameOf: (id: string) => string
  setAim: (aim: Aim) => void
  /** Brings a message into sight; earlier ones are loaded for it. */
  show: (seq: number) => void
  /** The message that was brought into sight last. */
  shown: number | null
}

export const ThreadContext = createContext<ThreadContextValue | null>(null)

export function useThread(): ThreadContextValue {
  const value = useContext(ThreadContext)
  if (value === null) throw new Error('useThread stands inside a ThreadContext')
  return value
}
