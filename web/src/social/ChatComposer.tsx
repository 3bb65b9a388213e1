import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowUp, AtSign, ImagePlus, X } from 'lucide-react'
import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'

import { api, call } from '@/api/client'
import { IconButton } from '@/kit/Button'
import { cx } from '@/kit/cx'
import { useTranslation } from '@/kit/i18n'
import { usePlainWords } from '@/kit/plain-words'
import { toast, toastError } from '@/kit/toasts'

import { CHAT_IMAGES } from './api'
import { post, type Words } from './chat-outbox'
import { chatsKey, keepMessage } from './chat-queries'
import css from './Messages.module.css'
import { Recorded, RecordButton } from './Recording'
import { useThread, type Aim } from './thread-context'
import { useImages } from './useImages'
import { useRecording } from './useRecording'
import { useVideo } from './useVideo'
import { isVideo, VIDEO_TYPES } from './video-api'
import { WaitingImages } from './WaitingImages'
import { WaitingVideo } from './WaitingVideo'

const MAX_CHARACTERS = 8000
const TYPING_EVERY_MS = 4000
const MENTION = '@beknown '
const hasKeyboard = () => matchMedia('(hover: hover) and (pointer: fine)').matches

/** What was begun and not sent, by conversation: it is there when one comes back. */
const drafts = new Map<string, string>()

/**
 * Where the next message is written. With a keyboard, Enter sends and Shift+Enter begins a new line.
 *
 * Its text begins with what it changes, or with the draft: give it another key for another message to change.
 */
export function ChatComposer({ aim, isClosed }: { aim: Aim; isClosed: boolean }) {
  const { t } = useTranslation('social')
  const { chat, setAim } = useThread()
  const box = useRef<HTMLTextAreaElement>(null)
  const isEdit = aim?.kind === 'edit'
  const [text, setText] = useState(isEdit ? aim.message.text : (drafts.get(chat) ?? ''))
  const { send, isBusy } = useSend(aim)
  const isTooLong = text.length > MAX_CHARACTERS
  const video = useVideo(chat)
  const { images, addFiles } = useFiles(video.add)
  const recording = useRecording()
  const hasMedia = images.waiting.length > 0 || recording.waiting !== null || video.ready !== null
  const isEmpty = text.trim() === '' && !hasMedia
  const isTaking = images.isBusy || recording.state !== 'none' || !video.isSettled
  const maySend = !isEmpty && !isTooLong && !isBusy && !isTaking
  const signTyping = useTyping(chat)
  const write = (words: string) => {
    if (!isEdit) drafts.set(chat, words)
    setText(words)
  }
  useEffect(() => {
    if (aim !== null) box.current?.focus()
  }, [aim])
  const submit = () => {
    if (!maySend) return
    const words = { text, images: images.waiting, voice: recording.waiting, video: video.ready }
    send(words, () => {
      if (!isEdit) write('')
      images.clear()
      recording.clear()
      video.clear()
      setAim(null)
    })
  }
  const mention = () => {
    if (!text.toLowerCase().includes(MENTION.trim())) write(MENTION + text)
    box.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setAim(null)
    const isEnter = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing
    if (!isEnter || !hasKeyboard()) return
    event.preventDefault()
    submit()
  }
  if (isClosed) return <p className={css.closed}>{t('messages.closed')}</p>
  return (
    // Dropping files only repeats what the button does.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- as said above
    <form
      className={css.composer}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      onDragOver={(event) => {
        if (!isEdit && event.dataTransfer.types.includes('Files')) event.preventDefault()
      }}
      onDrop={(event) => {
        if (isEdit || event.dataTransfer.files.length === 0) return
        event.preventDefault()
        addFiles([...event.dataTransfer.files])
      }}
    >
      {aim !== null && <Aimed aim={aim} onLeave={() => setAim(null)} />}
      <div className={css.pending}>
        <WaitingImages
          place={CHAT_IMAGES}
          waiting={images.waiting}
          onDescribe={images.describe}
          onRemove={images.remove}
        />
        <WaitingVideo video={video} />
        <Recorded recording={recording} />
      </div>
      <div className={css.box}>
        {!isEdit && <PictureButton images={images} onFiles={addFiles} />}
        {!isEdit && <RecordButton recording={recording} />}
        <IconButton icon={AtSign} label={t('messages.ask')} onClick={mention} />
        <textarea
          ref={box}
          className={css.input}
          aria-label={t('messages.write')}
          placeholder={t('messages.write')}
          aria-invalid={isTooLong}
          dir="auto"
          rows={1}
          value={text}
          // eslint-disable-next-line jsx-a11y/no-autofocus -- with a keyboard one writes at once; on a phone it would cover half the page, so it is off there
          autoFocus={hasKeyboard()}
          onChange={(event) => {
            write(event.target.value)
            signTyping()
          }}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            if (!isEdit) pasteFiles(event, addFiles)
          }}
        />
        <button
          type="submit"
          className={cx(css.round, css.go)}
          aria-label={t(isEdit ? 'messages.saveEdit' : 'messages.send')}
          title={t(isEdit ? 'messages.saveEdit' : 'messages.send')}
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

/** Takes pictures from a paste; words are left to the box. */
function pasteFiles(event: ClipboardEvent, addFiles: (files: File[]) => void): void {
  const files = [...event.clipboardData.files]
  if (files.length === 0 || event.clipboardData.types.includes('text/plain')) return
  event.preventDefault()
  addFiles(files)
}

/** The pictures of the message that is being written; a video among the files goes its own way. */
function useFiles(addVideo: (file: File) => Promise<void>) {
  const { t } = useTranslation('social')
  const images = useImages(CHAT_IMAGES)
  const addFiles = (files: File[]) => {
    if (images.isBusy) return
    for (const film of files.filter(isVideo).slice(0, 1)) void addVideo(film)
    const pictures = files.filter((file) => !isVideo(file))
    if (images.waiting.length + pictures.length > CHAT_IMAGES.most)
      toast({ title: t('messages.pictureLimit', { max: CHAT_IMAGES.most }) })
    if (pictures.length > 0) void images.add(pictures)
  }
  return { images, addFiles }
}

interface PictureButtonProps {
  images: ReturnType<typeof useImages>
  onFiles: (files: File[]) => void
}

/** Opens the place where a device keeps its pictures and videos. */
function PictureButton({ images, onFiles }: PictureButtonProps) {
  const { t } = useTranslation('social')
  const files = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton
        icon={ImagePlus}
        label={t('messages.addPictures')}
        aria-busy={images.isBusy || undefined}
        disabled={images.isBusy}
        onClick={() => files.current?.click()}
      />
      <input
        ref={files}
        type="file"
        accept={`image/*,${VIDEO_TYPES}`}
        multiple
        hidden
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])])
          target.value = ''
        }}
      />
    </>
  )
}

/** Sends what was written: as a new message, or instead of an earlier one. */
function useSend(aim: Aim): { send: (words: Words, onDone: () => void) => void; isBusy: boolean } {
  const client = useQueryClient()
  const { chat } = useThread()
  const edit = useMutation({
    mutationFn: ({ seq, text }: { seq: number; text: string }) =>
      call(
        api.PATCH('/api/chats/{chat_id}/messages/{seq}', {
          params: { path: { chat_id: chat, seq } },
          body: { text },
        }),
      ),
    onSuccess: (changed) => keepMessage(client, changed),
    onError: (error) => toastError(error),
  })
  const send = (words: Words, onDone: () => void) => {
    if (aim?.kind === 'edit') {
      edit.mutate({ seq: aim.message.seq, text: words.text }, { onSuccess: onDone })
      return
    }
    post(chat, { ...words, ...(aim && { replyTo: aim.message.seq }) }, (message) => {
      keepMessage(client, message)
      void client.invalidateQueries({ queryKey: chatsKey })
    })
    onDone()
  }
  return { send, isBusy: edit.isPending }
}

/** Tells the others, now and then, that one is typing; the server knows who wants that. */
function useTyping(chat: string): () => void {
  const last = useRef(0)
  return () => {
    const now = Date.now()
    if (now - last.current < TYPING_EVERY_MS) return
    last.current = now
    const path = { chat_id: chat }
    call(api.POST('/api/chats/{chat_id}/typing', { params: { path } })).catch(() => undefined)
  }
}

function Aimed({ aim, onLeave }: { aim: NonNullable<Aim>; onLeave: () => void }) {
  const { t } = useTranslation('social')
  const { nameOf } = useThread()
  const { message } = aim
  const words = usePlainWords(message.text, message.is_ai)
  const name = message.is_ai ? t('messages.ai') : nameOf(message.author_id)
  return (
    <div className={css.aim}>
      <p className={css.quote}>
        <span className={css.quoteName}>
          {aim.kind === 'edit' ? t('messages.editing') : t('messages.replyTo', { name })}
        </span>
        <span className={css.quoteText}>{words || t('messages.something')}</span>
      </p>
      <IconButton icon={X} size="s" label={t('messages.leaveAim')} onClick={onLeave} />
    </div>
  )
}
