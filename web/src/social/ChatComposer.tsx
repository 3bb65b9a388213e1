import { useQueryClient } from '@tanstack/react-query'
import { ArrowUp } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'

import { cx } from '@/kit/cx'
import { useTranslation } from '@/kit/i18n'

import { post } from './chat-outbox'
import { chatsKey, keepMessage } from './chat-queries'
import css from './Messages.module.css'

const MAX_CHARACTERS = 8000
const hasKeyboard = () => matchMedia('(hover: hover) and (pointer: fine)').matches

/** What was begun and not sent, by conversation: it is there when one comes back. */
const drafts = new Map<string, string>()

/** Where the next message is written. With a keyboard, Enter sends and Shift+Enter begins a new line. */
export function ChatComposer({ id, isClosed }: { id: string; isClosed: boolean }) {
  const { t } = useTranslation('social')
  const client = useQueryClient()
  const [text, setText] = useState(drafts.get(id) ?? '')
  const isTooLong = text.length > MAX_CHARACTERS
  const maySend = text.trim() !== '' && !isTooLong
  const write = (words: string) => {
    drafts.set(id, words)
    setText(words)
  }
  const send = () => {
    if (!maySend) return
    post(id, text, (message) => {
      keepMessage(client, message)
      void client.invalidateQueries({ queryKey: chatsKey })
    })
    write('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const isEnter = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing
    if (!isEnter || !hasKeyboard()) return
    event.preventDefault()
    send()
  }
  if (isClosed) return <p className={css.closed}>{t('messages.closed')}</p>
  return (
    <form
      className={css.composer}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className={css.box}>
        <textarea
          className={css.input}
          aria-label={t('messages.write')}
          placeholder={t('messages.write')}
          aria-invalid={isTooLong}
          dir="auto"
          rows={1}
          value={text}
          // eslint-disable-next-line jsx-a11y/no-autofocus -- with a keyboard one writes at once; on a phone it would cover half the page, so it is off there
          autoFocus={hasKeyboard()}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          className={cx(css.round, css.go)}
          aria-label={t('messages.send')}
          title={t('messages.send')}
          disabled={!maySend}
        >
          <ArrowUp aria-hidden />
        </button>
      </div>
      {isTooLong && (
        <p className={css.tooLong} role="alert">
          {t('messages.tooLong', { count: text.length, max: MAX_CHARACTERS })}
        </p>
      )}
    </form>
  )
}
