import { useQueryClient } from '@tanstack/react-query'
import { Ellipsis, Flag, Trash2 } from 'lucide-react'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { Button, IconButton } from '@/kit/Button'
import { ConfirmDialog } from '@/kit/ConfirmDialog'
import { cx } from '@/kit/cx'
import { useTranslation } from '@/kit/i18n'
import { Menu, MenuItem } from '@/kit/Menu'
import { Time } from '@/kit/Time'

import { discard, tryAgain, type Outgoing } from './chat-outbox'
import { dropMessage, keepMessage, type Message } from './chat-queries'
import css from './Messages.module.css'
import { ReportDialog } from './ReportDialog'

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
        {isMine && <Deeds message={message} />}
        <Time at={message.sent_at} as="time" />
        {!isMine && <TheirDeeds message={message} />}
      </span>
    </li>
  )
}

/** What one can do with something that one said. */
function Deeds({ message }: { message: Message }) {
  const { t } = useTranslation('social')
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const path = { chat_id: message.chat_id, seq: message.seq }
  return (
    <>
      <Menu
        trigger={
          <IconButton className={css.deeds} icon={Ellipsis} size="s" label={t('messages.deeds')} />
        }
      >
        <MenuItem icon={Trash2} isDangerous onSelect={() => setAsking(true)}>
          {t('messages.takeBack')}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('messages.takeBackTitle')}
        action={t('messages.takeBack')}
        onConfirm={async () => {
          await call(api.DELETE('/api/chats/{chat_id}/messages/{seq}', { params: { path } }))
          dropMessage(client, message.chat_id, message.seq)
        }}
      >
        <p>{t('messages.takeBackDetail')}</p>
      </ConfirmDialog>
    </>
  )
}

/** What one can do with something that another one said. */
function TheirDeeds({ message }: { message: Message }) {
  const { t } = useTranslation('social')
  const [isReporting, setReporting] = useState(false)
  return (
    <>
      <Menu
        trigger={
          <IconButton className={css.deeds} icon={Ellipsis} size="s" label={t('messages.deeds')} />
        }
      >
        <MenuItem icon={Flag} onSelect={() => setReporting(true)}>
          {t('report.message')}
        </MenuItem>
      </Menu>
      {isReporting && (
        <ReportDialog
          what={{ kind: 'message', chat: message.chat_id, seq: message.seq }}
          onClose={() => setReporting(false)}
        />
      )}
    </>
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
