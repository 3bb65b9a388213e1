import { ActionBarPrimitive, MessagePrimitive, useAuiState } from '@assistant-ui/react'
import { Check, Copy, RotateCcw } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'

import { Button } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import { Markdown, SafeLink } from '@/kit/Markdown'
import { Notice } from '@/kit/Notice'
import { usePlainWords } from '@/kit/plain-words'

import { Branches } from './Branches'
import { CareCard } from './CareCard'
import { useChat, useMessage } from './chat-context'
import { CitationMark } from './CitationMark'
import { citedNumber, linkCitations } from '@/kit/citations'
import { useDismissed } from './dismissed'
import css from './Message.module.css'
import { Saw } from './Saw'
import { Approvals, Steps } from './Steps'
import type { Message } from './types'

/** What the assistant answered: its steps, its text with marks, how it ended. */
export function AssistantMessage() {
  const { t } = useTranslation('assistant')
  const message = useMessage(useAuiState((state) => state.message.id))
  if (!message) return null
  const isStreaming = message.state === 'streaming'
  return (
    <MessagePrimitive.Root className={css.assistant}>
      <h2 className="visually-hidden">{t('message.assistant')}</h2>
      <Steps message={message} />
      <Text message={message} />
      {isStreaming && message.text === '' && (
        <div className={css.thinking}>
          <span className={css.dots} aria-hidden>
            <i />
            <i />
            <i />
          </span>
          <span className="visually-hidden">{t('message.thinking')}</span>
        </div>
      )}
      <Care message={message} />
      <Approvals message={message} />
      <Ending message={message} />
      {!isStreaming && <Actions message={message} />}
      <Announcement message={message} />
    </MessagePrimitive.Root>
  )
}

function Text({ message }: { message: Message }) {
  const { citations } = message
  const components = useMemo(
    () => ({
      a: ({ href, children }: { href?: string | undefined; children?: ReactNode }) => {
        const number = citedNumber(href)
        const citation = citations.find((each) => each.number === number)
        return citation ? (
          <CitationMark citation={citation} />
        ) : (
          <SafeLink href={href}>{children}</SafeLink>
        )
      },
    }),
    [citations],
  )
  const numbers = useMemo(() => new Set(citations.map((each) => each.number)), [citations])
  if (message.text === '') return null
  return <Markdown text={linkCitations(message.text, numbers)} components={components} />
}

/** Help lines; those that are only kept in reach or offered stand below the last answer alone. */
function Care({ message }: { message: Message }) {
  const isLast = useAuiState((state) => state.message.isLast)
  const { conversation } = useChat()
  const { isDismissed, dismiss } = useDismissed(conversation.id)
  if (!message.care) return null
  const { shown } = message.care
  if ((shown !== 'open' && !isLast) || (shown === 'offered' && isDismissed)) return null
  return <CareCard card={message.care} onDismiss={dismiss} />
}

/** How an answer ended, where there is something to say of it. */
function Ending({ message }: { message: Message }) {
  const { t } = useTranslation('assistant')
  const { t: kit } = useTranslation('kit')
  const { conversation, actions, isRunning } = useChat()
  const asked = conversation.messages.find((each) => each.id === message.parent_id)
  if (message.state === 'stopped') return <p className={css.ended}>{t('message.stopped')}</p>
  if (message.state === 'forgotten') return <p className={css.ended}>{t('message.forgotten')}</p>
  if (message.state !== 'failed') return null
  return (
    <Notice
      tone="bad"
      title={t('message.failed')}
      actions={
        asked &&
        !isRunning && (
          <Button size="s" icon={RotateCcw} onClick={() => actions.regenerate(asked)}>
            {kit('retry')}
          </Button>
        )
      }
    >
      {message.error}
    </Notice>
  )
}

function Actions({ message }: { message: Message }) {
  const { t } = useTranslation('assistant')
  const { isRunning } = useChat()
  return (
    <div className={css.actions}>
      <Branches message={message} />
      {message.text !== '' && (
        <ActionBarPrimitive.Copy
          className={css.action}
          aria-label={t('message.copy')}
          title={t('message.copy')}
        >
          <Copy className={css.notCopied} aria-hidden />
          <Check className={css.copied} aria-hidden />
        </ActionBarPrimitive.Copy>
      )}
      {!isRunning && message.state !== 'waiting' && (
        <ActionBarPrimitive.Reload
          className={css.action}
          aria-label={t('message.regenerate')}
          title={t('message.regenerate')}
        >
          <RotateCcw aria-hidden />
        </ActionBarPrimitive.Reload>
      )}
      <Saw message={message} />
    </div>
  )
}

/** A screen reader hears that an answer comes, and the whole of it once it is there. */
function Announcement({ message }: { message: Message }) {
  const { t } = useTranslation('assistant')
  const isLast = useAuiState((state) => state.message.isLast)
  const wasHere = useWasThere(message)
  const isComing = message.state === 'streaming'
  const text = usePlainWords(isComing || wasHere ? '' : message.text, true)
  if (!isLast || wasHere) return null
  return (
    <div className="visually-hidden" aria-live="polite">
      {isComing ? t('message.answering') : t('message.answered', { text })}
    </div>
  )
}

/** Whether the answer was complete already when the page was opened. */
function useWasThere(message: Message): boolean {
  const [wasThere] = useState(message.state !== 'streaming')
  return wasThere
}
