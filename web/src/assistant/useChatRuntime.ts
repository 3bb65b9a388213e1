import {
  useExternalStoreRuntime,
  type AppendMessage,
  type AssistantRuntime,
  type ThreadMessageLike,
} from '@assistant-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useNavigate } from 'react-router'

import { makeAttachmentAdapter, takeFiles } from './attachments'
import { ask, decide, regenerate, stop, switchBranch } from './chat'
import type { Place } from './store'
import { pathTo } from './tree'
import type { Conversation, Message } from './types'

export interface ChatActions {
  /** What went wrong with the last deed that the conversation itself doesn't show. */
  error: unknown
  dismissError: () => void
  say: (text: string) => void
  regenerate: (asked: Message) => void
  decide: (answer: Message, decisions: Record<string, boolean>) => void
  switchTo: (message: Message) => void
}

/** Joins the conversation to the chat library. */
export function useChatRuntime(
  place: Place,
  conversation: Conversation,
  isRunning: boolean,
): { runtime: AssistantRuntime; actions: ChatActions } {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [error, setError] = useState<unknown>(null)
  const path = useMemo(
    () => pathTo(conversation.messages, conversation.head_id),
    [conversation.messages, conversation.head_id],
  )
  const isTemporary = place === 'temporary'
  const attachments = useMemo(() => makeAttachmentAdapter(isTemporary), [isTemporary])

  const attempt = async (deed: Promise<void>, onRefused?: () => void) => {
    setError(null)
    try {
      await deed
    } catch (thrown) {
      setError(thrown)
      onRefused?.()
    }
  }
  const send = (message: AppendMessage, parent: string | null) => {
    const text = message.content.map((part) => (part.type === 'text' ? part.text : '')).join('')
    const taken = takeFiles(message.attachments ?? [])
    return attempt(
      ask(client, place, { text, parent, ...taken }, (id) => {
        void navigate(`/c/${id}`, { replace: true })
      }),
      // What was refused goes back to where it was written.
      () => runtime.thread.composer.setText(text),
    )
  }

  const runtime = useExternalStoreRuntime<Message>({
    messages: path,
    isRunning,
    convertMessage,
    onNew: (message) => send(message, path.at(-1)?.id ?? null),
    onEdit: (message) => send(message, message.parentId),
    onReload: async (parent) => {
      const asked = path.find((message) => message.id === parent)
      if (asked) await attempt(regenerate(client, place, asked))
    },
    onCancel: () => {
      stop(place)
      return Promise.resolve()
    },
    adapters: { attachments },
  })

  const actions: ChatActions = {
    error,
    dismissError: () => setError(null),
    say: (text) =>
      void send({ content: [{ type: 'text', text }] } as unknown as AppendMessage, null),
    regenerate: (asked) => void attempt(regenerate(client, place, asked)),
    decide: (answer, decisions) => void attempt(decide(client, place, answer, decisions)),
    switchTo: (message) => void attempt(switchBranch(client, place, message)),
  }
  return { runtime, actions }
}

function convertMessage(message: Message): ThreadMessageLike {
  return {
    id: message.id,
    role: message.role,
    content: [{ type: 'text', text: message.text }],
    createdAt: new Date(message.created_at),
    ...(message.role === 'assistant' && {
      status:
        message.state === 'streaming'
          ? ({ type: 'running' } as const)
          : ({ type: 'complete', reason: 'stop' } as const),
    }),
  }
}
