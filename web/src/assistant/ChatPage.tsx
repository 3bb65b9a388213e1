import { useQuery, useQueryClient } from '@tanstack/react-query'
import { AssistantRuntimeProvider } from '@assistant-ui/react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useLocation, useNavigate, useParams } from 'react-router'

import { ErrorNotice } from '@/kit/ErrorNotice'
import { useTranslation } from '@/kit/i18n'
import { DocumentTitle } from '@/kit/Page'
import { useShortcut } from '@/kit/shortcuts'

import { clearNew, leaveTemporary, runningStore } from './chat'
import css from './ChatPage.module.css'
import { ChatContext } from './chat-context'
import { SourcePanel } from './SourcePanel'
import { conversationQuery, EMPTY, type Place } from './store'
import { Thread } from './Thread'
import type { Citation } from './types'
import { useChatRuntime } from './useChatRuntime'

/** The conversation: `/` begins one, `/c/:id` shows one, `/?temporary` keeps nothing. */
export default function ChatPage() {
  const { id } = useParams()
  const { search } = useLocation()
  const isTemporary = id === undefined && new URLSearchParams(search).has('temporary')
  const place: Place = id ?? (isTemporary ? 'temporary' : 'new')
  return <Chat key={isTemporary ? 'temporary' : 'kept'} place={place} />
}

function Chat({ place }: { place: Place }) {
  const { t } = useTranslation('assistant')
  const client = useQueryClient()
  const navigate = useNavigate()
  const isLocal = place === 'new' || place === 'temporary'
  const { data, error, isPending, refetch } = useQuery({
    ...conversationQuery(place),
    ...(isLocal && { initialData: EMPTY, queryFn: () => EMPTY, staleTime: Infinity }),
  })
  const conversation = data ?? EMPTY
  const isRunning = useSyncExternalStore(runningStore.subscribe, () => runningStore.has(place))
  const [shown, setShown] = useState<{ place: Place; citation: Citation } | null>(null)
  const citation = shown?.place === place ? shown.citation : null

  useEffect(() => {
    if (place === 'temporary') return () => leaveTemporary(client)
    return undefined
  }, [client, place])

  const startNew = () => {
    clearNew(client)
    void navigate('/')
  }
  useShortcut('n', t('newChat'), startNew)

  const { runtime, actions } = useChatRuntime(place, conversation, isRunning)
  return (
    <ChatContext
      value={{
        place,
        conversation,
        isRunning,
        actions,
        citation,
        showCitation: (chosen) => setShown(chosen ? { place, citation: chosen } : null),
      }}
    >
      <DocumentTitle>{conversation.title || t('title')}</DocumentTitle>
      <div className={css.page}>
        {error ? (
          <div className={css.error}>
            <ErrorNotice error={error} onRetry={() => void refetch()} />
          </div>
        ) : (
          <AssistantRuntimeProvider runtime={runtime}>
            <Thread isLoading={isPending} />
          </AssistantRuntimeProvider>
        )}
        {citation && <SourcePanel citation={citation} onClose={() => setShown(null)} />}
      </div>
    </ChatContext>
  )
}
