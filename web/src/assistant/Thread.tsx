import { ThreadPrimitive, useAuiState } from '@assistant-ui/react'
import { ArrowDown } from 'lucide-react'

import { ErrorNotice } from '@/kit/ErrorNotice'
import { useTranslation } from '@/kit/i18n'
import { Skeleton } from '@/kit/Progress'

import { AssistantMessage } from './AssistantMessage'
import { useChat } from './chat-context'
import { Composer } from './Composer'
import { SmallModelNotice } from './SmallModelNotice'
import { TemporarySwitch } from './TemporarySwitch'
import css from './Thread.module.css'
import { UserEdit, UserMessage } from './UserMessage'
import { Welcome } from './Welcome'

/** The messages of a conversation, and where the next one is written. */
export function Thread({ isLoading }: { isLoading: boolean }) {
  const { t } = useTranslation('assistant')
  const { conversation, actions } = useChat()
  const isEmpty = conversation.messages.length === 0
  return (
    <ThreadPrimitive.Root className={css.thread}>
      <header className={css.head}>
        <h1 className={isEmpty ? 'visually-hidden' : css.title}>
          {conversation.title || t('title')}
        </h1>
        <TemporarySwitch />
      </header>
      <ThreadPrimitive.Viewport
        className={css.viewport}
        autoScroll={!isEmpty}
        scrollToBottomOnInitialize={!isEmpty}
      >
        <div className={css.column}>
          {isLoading && <Skeleton lines={3} blocks={3} />}
          {!isLoading && isEmpty && (
            <>
              <Welcome />
              <SmallModelNotice />
            </>
          )}
          <ThreadPrimitive.Messages>{() => <AnyMessage />}</ThreadPrimitive.Messages>
          {actions.error !== null && (
            <div className={css.error}>
              <ErrorNotice error={actions.error} />
            </div>
          )}
        </div>
        <div className={css.foot}>
          {!isEmpty && (
            <ThreadPrimitive.ScrollToBottom className={css.toEnd} aria-label={t('message.toEnd')}>
              <ArrowDown aria-hidden />
            </ThreadPrimitive.ScrollToBottom>
          )}
          <div className={css.footColumn}>
            <Composer />
          </div>
        </div>
      </ThreadPrimitive.Viewport>
    </ThreadPrimitive.Root>
  )
}

function AnyMessage() {
  const role = useAuiState((state) => state.message.role)
  const isEditing = useAuiState((state) => state.message.composer.isEditing)
  if (role !== 'user') return <AssistantMessage />
  return isEditing ? <UserEdit /> : <UserMessage />
}
