import { useState, type KeyboardEvent } from 'react'

import { api } from '@/api/client'
import { Select, TextArea } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { toast } from '@/kit/toasts'

import { MAX_TEXT, useReload, type Post } from './api'
import css from './Social.module.css'

const AUDIENCES = ['followers', 'everyone', 'me'] as const
const NEAR = 200

/** A place to write a post, or a reply to one, which is seen by whoever sees that. */
export function Composer({ parent }: { parent?: Post }) {
  const { t } = useTranslation('social')
  const reload = useReload()
  const [audience, setAudience] = useState<(typeof AUDIENCES)[number]>('followers')
  const [text, setText] = useState('')
  const label = t(parent ? 'compose.replyLabel' : 'compose.label')
  const left = MAX_TEXT - text.length

  function sendByKeys(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      event.currentTarget.form?.requestSubmit()
    }
  }

  return (
    <Form
      className={css.composer}
      onSubmit={async () => {
        const answered = parent && { author_id: parent.author.id, id: parent.id }
        await api.POST('/api/social/posts', {
          body: { text, shown_to: audience, ...(answered && { parent: answered }) },
        })
        setText('')
        await reload()
        toast({ title: t('compose.posted') })
      }}
      actions={
        <div className={css.send}>
          {!parent && (
            <Select
              aria-label={t('compose.audience')}
              value={audience}
              onChange={({ target }) => setAudience(target.value as typeof audience)}
            >
              {AUDIENCES.map((each) => (
                <option key={each} value={each}>
                  {t(`compose.${each}`)}
                </option>
              ))}
            </Select>
          )}
          {left < NEAR && <span className={css.left}>{t('compose.left', { count: left })}</span>}
          <SubmitButton disabled={text.trim() === '' || left < 0}>
            {t(parent ? 'compose.reply' : 'compose.post')}
          </SubmitButton>
        </div>
      }
    >
      <TextArea
        aria-label={label}
        placeholder={label}
        rows={parent ? 2 : 3}
        dir="auto"
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={sendByKeys}
      />
    </Form>
  )
}
