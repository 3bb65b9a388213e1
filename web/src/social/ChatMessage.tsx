import { useQueryClient } from '@tanstack/react-query'

import { Button } from '@/kit/Button'
import { cx } from '@/kit/cx'
import { useTranslation } from '@/kit/i18n'
import { Time } from '@/kit/Time'

import { discard, tryAgain, type Outgoing } from './chat-outbox'
import { keepMessage, type Message } from './chat-queries'
import css from './Messages.module.css'

interface MessageLineProps {
  message: Message
  isMine: boolean
  author: string
  /** The first of several by the same person. */
  isFirst: boolean
  /** In a group each is seen to be by whom. */
  isNamed: boolean
}

/** Something that was said. */
export function MessageLine({ message, isMine, author, isFirst, isNamed }: MessageLineProps) {
  return (
    <li className={cx(css.line, isMine && css.mine, isFirst && css.first)}>
      <span className={isNamed && isFirst ? css.author : 'visually-hidden'} dir="auto">
        {author}
      </span>
      <p className={css.bubble} dir="auto">
        {message.text}
      </p>
      <span className={css.time}>
        <Time at={message.sent_at} as="time" />
      </span>
    </li>
  )
}

/** Something that is on its way, or didn't arrive. */
export function OutgoingLine({ message }: { message: Outgoing }) {
  const { t } = useTranslation('social')
  const client = useQueryClient()
  const { problem } = message
  return (
    <li className={cx(css.line, css.mine, css.first, problem ? css.failed : css.going)}>
      <span className="visually-hidden">{t('messages.you')}</span>
      <p className={css.bubble} dir="auto">
        {message.text}
      </p>
      {problem === null ? (
        <span className={css.time}>{t('messages.sending')}</span>
      ) : (
        <div className={css.trouble} role="alert">
          <span>{problem.isOffline ? t('messages.notSent') : problem.message}</span>
          <Button
            size="s"
            onClick={() => tryAgain(message.chat, (sent) => keepMessage(client, sent))}
          >
            {t('messages.tryAgain')}
          </Button>
          <Button size="s" kind="quiet" onClick={() => discard(message.id)}>
            {t('messages.discard')}
          </Button>
        </div>
      )}
    </li>
  )
}
