import { useQuery } from '@tanstack/react-query'
import { ImagePlus } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'

import { api } from '@/api/client'
import { Button, IconButton } from '@/kit/Button'
import { Select, TextArea } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { toast, toastError } from '@/kit/toasts'

import {
  keepDraft,
  listsQuery,
  MAX_TEXT,
  POST_IMAGES,
  useReload,
  type Draft,
  type Post,
} from './api'
import { Drafts } from './Drafts'
import { LinkChoice } from './LinkCard'
import { QuotedPost } from './Quoted'
import css from './Social.module.css'
import { useImages } from './useImages'
import { useVideo } from './useVideo'
import { isVideo, VIDEO_TYPES } from './video-api'
import { WaitingImages } from './WaitingImages'
import { WaitingVideo } from './WaitingVideo'

const AUDIENCES = ['followers', 'everyone', 'me'] as const
const NEAR = 200

function labelOf(parent: Post | undefined, quote: Post | undefined) {
  if (parent) return 'compose.replyLabel'
  return quote ? 'compose.quoteLabel' : 'compose.label'
}

export interface ComposerProps {
  /** What is answered: whoever sees it sees the reply. */
  parent?: Post
  /** What is quoted. */
  quote?: Post
  onSent?: () => void
}

/** A place to write a post, a reply, or words about a post that is quoted. What isn't posted can be kept as a draft. */
export function Composer({ parent, quote, onSent }: ComposerProps) {
  const { t } = useTranslation('social')
  const reload = useReload()
  const files = useRef<HTMLInputElement>(null)
  const images = useImages(POST_IMAGES)
  const video = useVideo(parent?.id ?? quote?.id ?? 'post')
  const { data: lists } = useQuery({ ...listsQuery, enabled: !parent })
  const [audience, setAudience] = useState<string>('followers')
  const [text, setText] = useState('')
  const [draft, setDraft] = useState<string | null>(null)
  const [hasPreview, setPreview] = useState(true)
  const label = t(labelOf(parent, quote))
  const isPlain = !parent && !quote
  const left = MAX_TEXT - text.length
  const { waiting } = images
  const isEmpty = text.trim() === '' && waiting.length === 0 && video.ready === null

  function sendByKeys(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      event.currentTarget.form?.requestSubmit()
    }
  }

  function addFiles(files: File[]) {
    const pictures = files.filter((file) => !isVideo(file))
    if (pictures.length > 0) void images.add(pictures)
    for (const film of files.filter(isVideo).slice(0, 1)) void video.add(film)
  }

  const fixed = AUDIENCES.find((each) => each === audience)
  const shownTo = { shown_to: fixed ?? 'list', list_id: fixed ? null : audience } as const

  async function keep() {
    await keepDraft(draft ?? crypto.randomUUID(), { text, ...shownTo })
    clear()
    await reload()
    toast({ title: t('drafts.kept') })
  }

  function use(kept: Draft) {
    setText(kept.text)
    setAudience(kept.list_id ?? (kept.shown_to === 'list' ? 'me' : kept.shown_to))
    setDraft(kept.id)
  }

  function clear() {
    setText('')
    setDraft(null)
  }

  async function send() {
    const answered = parent && { author_id: parent.author.id, id: parent.id }
    await api.POST('/api/social/posts', {
      body: {
        text,
        ...shownTo,
        draft_id: draft,
        has_preview: hasPreview,
        images: waiting.map(({ id, alt }) => ({ id, alt })),
        video: video.ready && { id: video.ready.id, alt: video.ready.alt },
        ...(answered && { parent: answered }),
        ...(quote && { quote: { author_id: quote.author.id, id: quote.id } }),
      },
    })
    clear()
    setPreview(true)
    images.clear()
    video.clear()
    await reload()
    onSent?.()
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
            disabled={images.isBusy}
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
              {lists?.map(({ id, name, is_close: isClose, group_id: group }) => (
                <option key={id} value={id}>
                  {isClose ? t('lists.close') : group === null ? name : t('lists.group', { name })}
                </option>
              ))}
            </Select>
          )}
          <span className={css.left}>{left < NEAR && t('compose.left', { count: left })}</span>
          {isPlain && text.trim() !== '' && (
            <Button
              kind="quiet"
              {...((waiting.length > 0 || video.ready) && { title: t('drafts.pictures') })}
              onClick={() => void keep().catch(toastError)}
            >
              {t('drafts.keep')}
            </Button>
          )}
          {isPlain && text === '' && <Drafts onUse={use} />}
          <SubmitButton disabled={isEmpty || left < 0 || images.isBusy || !video.isSettled}>
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
      <WaitingImages
        place={POST_IMAGES}
        waiting={waiting}
        onDescribe={images.describe}
        onRemove={images.remove}
      />
      <WaitingVideo video={video} />
      {(parent?.shown_to ?? audience) !== 'me' && (
        <LinkChoice text={text} isOn={hasPreview} onChange={setPreview} />
      )}
      {quote && <QuotedPost quoted={quote} isPreview />}
      <input
        ref={files}
        type="file"
        accept={`image/*,${VIDEO_TYPES}`}
        multiple
        hidden
        aria-label={t('compose.addPicture')}
        onChange={({ target }) => {
          addFiles([...(target.files ?? [])])
          target.value = ''
        }}
      />
    </Form>
  )
}
