import { Square } from 'lucide-react'
import { useSyncExternalStore } from 'react'

import { api, call } from '@/api/client'
import { Button } from '@/kit/Button'
import { cx } from '@/kit/cx'
import { useTranslation } from '@/kit/i18n'
import { toastError } from '@/kit/toasts'

import { Answer } from './Answer'
import { answerKey, answers } from './chat-live'
import type { Message } from './chat-queries'
import css from './Messages.module.css'
import { useThread } from './thread-context'

/** The answers of @beknown that are being written, below all that was said. */
export function Writing({ messages }: { messages: Message[] }) {
  const waiting = messages.filter(({ asks, is_ai: isAi }) => asks === 'waiting' && !isAi)
  return waiting.map((question) => <OneAnswer key={question.seq} question={question} />)
}

function OneAnswer({ question }: { question: Message }) {
  const { t } = useTranslation('social')
  const { me, isAdmin } = useThread()
  const all = useSyncExternalStore(answers.subscribe, answers.get)
  const { chat_id: chat, seq, author_id: author } = question
  const answer = all.get(answerKey(chat, seq))
  const params = { path: { chat_id: chat, seq } }
  const stop = () => {
    call(api.DELETE('/api/chats/{chat_id}/messages/{seq}/answer', { params })).catch(toastError)
  }
  return (
    <div className={cx(css.line, css.first)}>
      <span className={css.author}>{t('messages.ai')}</span>
      {answer && answer.text !== '' && (
        <div className={css.bubble} dir="auto" aria-busy="true">
          <Answer message={{ ...question, text: answer.text, cites: answer.cites, asks: null }} />
        </div>
      )}
      <div className={cx(css.asked, css.writing)}>
        <span role="status">{t('messages.writing')}</span>
        {(author === me || isAdmin) && (
          <Button size="s" kind="quiet" icon={Square} onClick={stop}>
            {t('messages.stop')}
          </Button>
        )}
      </div>
    </div>
  )
}
