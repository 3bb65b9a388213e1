import { createContext, use } from 'react'

import type { Place } from './store'
import type { Citation, Conversation, Message } from './types'
import type { ChatActions } from './useChatRuntime'

export interface Chat {
  place: Place
  conversation: Conversation
  isRunning: boolean
  actions: ChatActions
  /** The source that the side panel shows. */
  citation: Citation | null
  showCitation: (citation: Citation | null) => void
}

export const ChatContext = createContext<Chat | null>(null)

/** The conversation around this component. */
export function useChat(): Chat {
  const chat = use(ChatContext)
  if (!chat) throw new Error('useChat outside of a ChatPage')
  return chat
}

/** A message of this conversation by its id. */
export function useMessage(id: string): Message | undefined {
  return useChat().conversation.messages.find((message) => message.id === id)
}
