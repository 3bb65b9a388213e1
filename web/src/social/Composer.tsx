import { useQuery } from '@tanstack/react-query'
import { ImagePlus } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'

import { api } from '@/api/client'
import { IconButton } from '@/kit/Button'
import { Select, TextArea } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { toast } from '@/kit/toasts'

import { listsQuery, MAX_TEXT, MOST_IMAGES, useReload, type Post } from './api'
import css from './Social.module.css'
import { useImages } from './useImages'
import { WaitingImages } from './WaitingImages'

const AUDIENCES = ['followers', 'everyone', 'me'] as const
const NEAR = 200

/** A place to write a post, or a reply to one, which is seen by whoever sees that. */
export function Composer({ parent }: { parent?: Post }) {
  const { t } = useTranslation('social')
  const reload = useReload()
  const files = useRef<HTMLInputElement>(null)
  const images = useImages()
  const { data: lists } = useQuery({ ...listsQuery, enabled: !parent })
  const [audience, setAudience] = useState<string>('followers')
  const [text, setText] = useState('')
  const label = t(parent ? 'compose.replyLabel' : 'compose.label')
  const left = MAX_TEXT - text.length
  const { waiting } = images

  function sendByKeys(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      event.currentTarget.form?.requestSubmit()
    }
  }

  async function send() {
    const fixed = AUDIENCES.find((each) => each === audience)
    const answered = parent && { author_id: parent.author.id, id: parent.id }
    await api.POST('/api/social/posts', {
      body: {
        text,
        shown_to: fixed ?? 'list',
        list_id: fixed ? null : audience,
        images: waiting.map(({ id, alt }) => ({ id, alt })),
        ...(answered && { parent: answered }),
      },
    })
    setText('')
    images.clear()
    await reload()
    toast({ title: t('compose.posted') })
  }

  return (
    <Form
      className={css.composer}
      onSubmit={send}
      actions={
        <div className={css.send}>
          <IconButton
            icon={ImagePlus}
            label={t('compose.addPicture')}
            aria-busy={images.isBusy || undefined}
            disabled={images.isBusy || waiting.length >= MOST_IMAGES}
            onClick={() => files.current?.click()}
          />
          {!parent && (
            <Select
              aria-label={t('compose.audience')}
              value={audience}
              onChange={({ target }) => setAudience(target.value)}
            >
              {AUDIENCES.map((each) => (
                <option key={each} value={each}>
                  {t(`compose.${each}`)}
                </option>
              ))}
              {lists?.map(({ id, name, is_close: isClose }) => (
                <option key={id} value={id}>
                  {isClose ? t('lists.close') : name}
                </option>
              ))}
            </Select>
          )}
          <span className={css.left}>{left < NEAR && t('compose.left', { count: left })}</span>
          <SubmitButton
            disabled={(text.trim() === '' && waiting.length === 0) || left < 0 || images.isBusy}
          >
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
      <WaitingImages waiting={waiting} onDescribe={images.describe} onRemove={images.remove} />
      <input
        ref={files}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label={t('compose.addPicture')}
        onChange={({ target }) => {
          void images.add([...(target.files ?? [])])
          target.value = ''
        }}
      />
    </Form>
  )
}
