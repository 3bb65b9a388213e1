import { AttachmentPrimitive, ComposerPrimitive, useAuiState } from '@assistant-ui/react'
import { ArrowUp, FileText, ImageIcon, Paperclip, Square, TriangleAlert, X } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'

import { cx } from '@/kit/cx'
import { useTranslation } from '@/kit/i18n'

import { useChat } from './chat-context'
import css from './Composer.module.css'
import { aboutQuery } from './store'

function PendingFile() {
  const { t } = useTranslation('assistant')
  const file = useAuiState((state) => state.attachment)
  const isRunning = file.status.type === 'running'
  const isBroken = file.status.type === 'incomplete'
  const Icon = isBroken ? TriangleAlert : file.type === 'image' ? ImageIcon : FileText
  return (
    <AttachmentPrimitive.Root className={cx(css.file, isBroken && css.broken)}>
      {isRunning ? (
        <span
          className={css.spinner}
          role="status"
          aria-label={t('composer.reading', { name: file.name })}
        />
      ) : (
        <Icon aria-hidden />
      )}
      <span className={css.fileName}>{file.name}</span>
      <AttachmentPrimitive.Remove
        className={css.remove}
        aria-label={t('composer.remove', { name: file.name })}
      >
        <X aria-hidden />
      </AttachmentPrimitive.Remove>
    </AttachmentPrimitive.Root>
  )
}

/** Where the next message is written: text, files by button, paste or drop. */
export function Composer() {
  const { t } = useTranslation('assistant')
  const { place, isRunning } = useChat()
  const { data: about } = useQuery(aboutQuery)
  const length = useAuiState((state) => state.composer.text.length)
  const isReading = useAuiState((state) =>
    state.composer.attachments.some((file) => file.status.type === 'running'),
  )
  const max = about?.max_question_characters ?? Infinity
  const isTooLong = length > max
  return (
    <ComposerPrimitive.Root className={css.composer}>
      <ComposerPrimitive.AttachmentDropzone className={css.box} data-drop={t('composer.drop')}>
        <div className={css.files}>
          <ComposerPrimitive.Attachments>{() => <PendingFile />}</ComposerPrimitive.Attachments>
        </div>
        <ComposerPrimitive.Input
          className={css.input}
          aria-label={t('composer.label')}
          // eslint-disable-next-line jsx-a11y/no-autofocus -- with a keyboard one writes at once; on a phone it would cover half the page, so it is off there
          autoFocus={matchMedia('(hover: hover) and (pointer: fine)').matches}
          aria-invalid={isTooLong}
          placeholder={t(
            place === 'temporary' ? 'composer.placeholderTemporary' : 'composer.placeholder',
          )}
          maxRows={10}
          minRows={1}
          unstable_insertNewlineOnTouchEnter
        />
        <div className={css.bar}>
          <ComposerPrimitive.AddAttachment
            className={css.round}
            aria-label={t('composer.attach')}
            title={t('composer.attach')}
          >
            <Paperclip aria-hidden />
          </ComposerPrimitive.AddAttachment>
          <span className={css.count} role={isTooLong ? 'alert' : undefined}>
            {isTooLong && t('composer.tooLong', { count: length, max })}
          </span>
          {isRunning ? (
            <ComposerPrimitive.Cancel
              className={cx(css.round, css.go)}
              aria-label={t('composer.stop')}
              title={t('composer.stop')}
            >
              <Square aria-hidden />
            </ComposerPrimitive.Cancel>
          ) : (
            <ComposerPrimitive.Send
              className={cx(css.round, css.go)}
              aria-label={t('composer.send')}
              title={t('composer.send')}
              {...((isTooLong || isReading) && { disabled: true })}
            >
              <ArrowUp aria-hidden />
            </ComposerPrimitive.Send>
          )}
        </div>
      </ComposerPrimitive.AttachmentDropzone>
      <p className={css.hint}>
        {place === 'temporary'
          ? t('temporaryOn')
          : about?.is_small === true
            ? t('small.hint')
            : t('composer.hint')}
      </p>
    </ComposerPrimitive.Root>
  )
}
