import { ChevronLeft, ChevronRight } from 'lucide-react'

import { useTranslation } from '@/kit/i18n'

import { useChat } from './chat-context'
import css from './Message.module.css'
import { siblingsOf } from './tree'
import type { Message } from './types'

/** Goes through the versions of a message. */
export function Branches({ message }: { message: Message }) {
  const { t } = useTranslation('assistant')
  const { conversation, actions, isRunning } = useChat()
  const versions = siblingsOf(conversation.messages, message)
  const at = versions.findIndex((version) => version.id === message.id)
  const before = versions[at - 1]
  const after = versions[at + 1]
  if (versions.length < 2) return null
  return (
    <div className={css.branches}>
      <button
        type="button"
        className={css.action}
        aria-label={t('message.before')}
        disabled={!before || isRunning}
        onClick={() => before && actions.switchTo(before)}
      >
        <ChevronLeft aria-hidden />
      </button>
      <span aria-label={t('message.version', { at: at + 1, of: versions.length })}>
        {at + 1}/{versions.length}
      </span>
      <button
        type="button"
        className={css.action}
        aria-label={t('message.after')}
        disabled={!after || isRunning}
        onClick={() => after && actions.switchTo(after)}
      >
        <ChevronRight aria-hidden />
      </button>
    </div>
  )
}
