import {
  ActionBarPrimitive,
  ComposerPrimitive,
  MessagePrimitive,
  useAuiState,
} from '@assistant-ui/react'
import { FileText, Pencil } from 'lucide-react'

import { Button } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'

import { Branches } from './Branches'
import { useChat, useMessage } from './chat-context'
import css from './Message.module.css'
import type { Attachment } from './types'

function SentFile({ file }: { file: Attachment }) {
  const address = `/api/attachments/${file.id}/content`
  if (file.media_type.startsWith('image/')) {
    return (
      <a className={css.picture} href={address} target="_blank" rel="noopener">
        <img src={address} alt={file.name} loading="lazy" />
      </a>
    )
  }
  return (
    <a
      className={css.file}
      href={address}
      target="_blank"
      rel="noopener"
      title={file.note ?? file.name}
    >
      <FileText aria-hidden />
      <span>{file.name}</span>
    </a>
  )
}

/** What the person said. */
export function UserMessage() {
  const { t } = useTranslation('assistant')
  const { isRunning, place } = useChat()
  const message = useMessage(useAuiState((state) => state.message.id))
  if (!message) return null
  return (
    <MessagePrimitive.Root className={css.user}>
      <h2 className="visually-hidden">{t('message.you')}</h2>
      {message.attachments.length > 0 && (
        <div className={css.files}>
          {message.attachments.map((file) => (
            <SentFile key={file.id} file={file} />
          ))}
        </div>
      )}
      {message.text !== '' && <div className={css.bubble}>{message.text}</div>}
      <div className={css.actions}>
        <Branches message={message} />
        {!isRunning && place !== 'temporary' && (
          <ActionBarPrimitive.Edit
            className={css.action}
            aria-label={t('message.edit')}
            title={t('message.edit')}
          >
            <Pencil aria-hidden />
          </ActionBarPrimitive.Edit>
        )}
      </div>
    </MessagePrimitive.Root>
  )
}

/** The same question in other words: sending it makes a branch. */
export function UserEdit() {
  const { t } = useTranslation('assistant')
  const { t: kit } = useTranslation('kit')
  return (
    <MessagePrimitive.Root className={css.user}>
      <ComposerPrimitive.Root className={css.edit}>
        <ComposerPrimitive.Input
          className={css.editInput}
          aria-label={t('message.editLabel')}
          // eslint-disable-next-line jsx-a11y/no-autofocus -- whoever chose to edit wants to write here
          autoFocus
          maxRows={14}
        />
        <div className={css.editBar}>
          <ComposerPrimitive.Cancel asChild>
            <Button size="s">{kit('cancel')}</Button>
          </ComposerPrimitive.Cancel>
          <ComposerPrimitive.Send asChild>
            <Button size="s" kind="primary">
              {t('message.sendEdit')}
            </Button>
          </ComposerPrimitive.Send>
        </div>
      </ComposerPrimitive.Root>
    </MessagePrimitive.Root>
  )
}
