import { useQueryClient } from '@tanstack/react-query'
import { Ellipsis, Flag, Pencil, Reply, RotateCcw, Trash2, X } from 'lucide-react'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { Button, IconButton } from '@/kit/Button'
import { ConfirmDialog } from '@/kit/ConfirmDialog'
import { cx } from '@/kit/cx'
import { useTranslation } from '@/kit/i18n'
import { Menu, MenuItem, MenuLine } from '@/kit/Menu'
import { usePlainWords } from '@/kit/plain-words'
import { Time } from '@/kit/Time'
import { toastError } from '@/kit/toasts'

import { Answer } from './Answer'
import type { Reaction } from './api'
import { Attachment } from './Attachment'
import { discard, tryAgain, type Outgoing } from './chat-outbox'
import { ChatPictures } from './ChatPictures'
import { ChatVoice } from './ChatVoice'
import { dropMessage, keepMessage, type Message } from './chat-queries'
import { EMOJI, REACTIONS } from './emoji'
import { Linked } from './Linked'
import css from './Messages.module.css'
import { ReportDialog } from './ReportDialog'
import { useThread } from './thread-context'
import { Video } from './Video'
import { chatVideo, waitingPoster } from './video-api'
import { VideoStill } from './VideoStill'

const EDITABLE_MS = 15 * 60_000

interface MessageLineProps {
  message: Message
  /** The first of several by the same person. */
  isFirst: boolean
  /** In a group each is seen to be by whom. */
  isNamed: boolean
}

/** Something that was said. */
export function MessageLine({ message, isFirst, isNamed }: MessageLineProps) {
  const { t } = useTranslation('social')
  const { me, nameOf, shown } = useThread()
  const isMine = message.author_id === me && !message.is_ai
  const author = message.is_ai ? t('messages.ai') : nameOf(message.author_id)
  return (
    <li
      id={`message-${message.seq}`}
      className={cx(
        css.line,
        isMine && css.mine,
        isFirst && css.first,
        shown === message.seq && css.shown,
      )}
    >
      <span className={isNamed && isFirst && !isMine ? css.author : 'visually-hidden'} dir="auto">
        {author}
      </span>
      <div className={css.bubble} dir="auto">
        <Quoted message={message} />
        <ChatPictures author={message.author_id} pictures={message.images} />
        {message.video && (
          <Video src={chatVideo(message.author_id, message.video.id)} video={message.video} />
        )}
        {message.voice && (
          <ChatVoice author={message.author_id} name={author} voice={message.voice} />
        )}
        {message.is_ai ? (
          <Answer message={message} />
        ) : (
          message.text !== '' && (
            <p className={css.words}>
              <Linked text={message.text} />
            </p>
          )
        )}
        {message.attached && <Attachment attached={message.attached} />}
      </div>
      <span className={css.time}>
        <Deeds message={message} isMine={isMine} />
        {message.edited_at !== null && <span>{t('messages.edited')}</span>}
        <Time at={message.sent_at} as="time" />
      </span>
      <Given message={message} />
      <Asked message={message} />
    </li>
  )
}

/** So many letters of the message that a reply goes to are given at most. */
const MOST_QUOTED = 200

function Quoted({ message: { reply, reply_to: replyTo } }: { message: Message }) {
  const { t } = useTranslation('social')
  const { nameOf, show } = useThread()
  const words = usePlainWords(reply?.text ?? '', reply?.is_ai ?? false, MOST_QUOTED)
  if (reply === null)
    return replyTo === null ? null : <p className={css.quote}>{t('messages.replyGone')}</p>
  return (
    <button type="button" className={css.quote} onClick={() => show(reply.seq)}>
      <span className={css.quoteName}>
        {reply.is_ai ? t('messages.ai') : nameOf(reply.author_id)}
      </span>
      <span className={css.quoteText}>{words || t('messages.something')}</span>
    </button>
  )
}

/** The reactions to a message; one's own is taken back by pressing it. */
function Given({ message }: { message: Message }) {
  const { t } = useTranslation('social')
  const { me, nameOf } = useThread()
  const react = useReact(message)
  const kinds = REACTIONS.filter((kind) => message.reactions.some((each) => each.kind === kind))
  if (kinds.length === 0) return null
  return (
    <ul role="list" className={css.given} aria-label={t('messages.reactions')}>
      {kinds.map((kind) => {
        const people = message.reactions.filter((each) => each.kind === kind)
        const isMine = people.some((each) => each.person_id === me)
        const names = people.map((each) => nameOf(each.person_id)).join(', ')
        return (
          <li key={kind}>
            <button
              type="button"
              className={cx(css.reaction, isMine && css.chosen)}
              aria-pressed={isMine}
              aria-label={t('messages.reacted', { kind: t(`reaction.${kind}`), names })}
              title={names}
              onClick={() => react(isMine ? null : kind)}
            >
              <span aria-hidden>{EMOJI[kind]}</span>
              {people.length > 1 && <span aria-hidden>{people.length}</span>}
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function useReact(message: Message): (kind: Reaction | null) => void {
  const client = useQueryClient()
  return (kind) => {
    const path = { chat_id: message.chat_id, seq: message.seq }
    call(
      api.PUT('/api/chats/{chat_id}/messages/{seq}/reaction', { params: { path }, body: { kind } }),
    ).then((changed) => keepMessage(client, changed), toastError)
  }
}

/** That there is no whole answer of @beknown, below the question, and the way to one. */
function Asked({ message }: { message: Message }) {
  const { t } = useTranslation('social')
  const { me } = useThread()
  const { asks } = message
  if (message.is_ai || (asks !== 'stopped' && asks !== 'failed')) return null
  const path = { chat_id: message.chat_id, seq: message.seq }
  const again = () => {
    call(api.POST('/api/chats/{chat_id}/messages/{seq}/answer', { params: { path } })).catch(
      toastError,
    )
  }
  return (
    <div className={css.asked} role="status">
      <span>{t(`messages.${asks}`)}</span>
      {message.author_id === me && (
        <Button size="s" kind="quiet" icon={RotateCcw} onClick={again}>
          {t('messages.askAgain')}
        </Button>
      )}
    </div>
  )
}

/** What one can do with something that was said. */
function Deeds({ message, isMine }: { message: Message; isMine: boolean }) {
  const { t } = useTranslation('social')
  const { me, setAim } = useThread()
  const react = useReact(message)
  const [isAsking, setAsking] = useState(false)
  const [isReporting, setReporting] = useState(false)
  const mine = message.reactions.find((each) => each.person_id === me)
  const isOwn = message.author_id === me
  return (
    <>
      <Menu
        trigger={
          <IconButton className={css.deeds} icon={Ellipsis} size="s" label={t('messages.deeds')} />
        }
      >
        <MenuItem icon={Reply} onSelect={() => setAim({ kind: 'reply', message })}>
          {t('messages.reply')}
        </MenuItem>
        <MenuLine />
        {REACTIONS.map((kind) => (
          <MenuItem key={kind} onSelect={() => react(kind)}>
            <span aria-hidden>{EMOJI[kind]}</span>
            {t(`reaction.${kind}`)}
          </MenuItem>
        ))}
        {mine && (
          <MenuItem icon={X} onSelect={() => react(null)}>
            {t('post.takeBack')}
          </MenuItem>
        )}
        {isOwn && <MenuLine />}
        {isMine && message.text !== '' && <EditItem message={message} />}
        {isOwn && (
          <MenuItem icon={Trash2} isDangerous onSelect={() => setAsking(true)}>
            {t('messages.takeBack')}
          </MenuItem>
        )}
        {!isOwn && !message.is_ai && (
          <>
            <MenuLine />
            <MenuItem icon={Flag} onSelect={() => setReporting(true)}>
              {t('report.message')}
            </MenuItem>
          </>
        )}
      </Menu>
      {isReporting && (
        <ReportDialog
          what={{
            kind: 'message',
            chat: message.chat_id,
            seq: message.seq,
            author: message.author_id,
          }}
          onClose={() => setReporting(false)}
        />
      )}
      <TakeBack message={message} isOpen={isAsking} onClose={() => setAsking(false)} />
    </>
  )
}

/** It is made when the menu opens, so it knows how old the message is by then. */
function EditItem({ message }: { message: Message }) {
  const { t } = useTranslation('social')
  const { setAim } = useThread()
  const [now] = useState(() => Date.now())
  if (now - Date.parse(message.sent_at) > EDITABLE_MS) return null
  return (
    <MenuItem icon={Pencil} onSelect={() => setAim({ kind: 'edit', message })}>
      {t('messages.edit')}
    </MenuItem>
  )
}

interface TakeBackProps {
  message: Message
  isOpen: boolean
  onClose: () => void
}

function TakeBack({ message, isOpen, onClose }: TakeBackProps) {
  const { t } = useTranslation('social')
  const client = useQueryClient()
  const path = { chat_id: message.chat_id, seq: message.seq }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('messages.takeBackTitle')}
      action={t('messages.takeBack')}
      onConfirm={async () => {
        await call(api.DELETE('/api/chats/{chat_id}/messages/{seq}', { params: { path } }))
        dropMessage(client, message.chat_id, message.seq)
      }}
    >
      <p>{t('messages.takeBackDetail')}</p>
    </ConfirmDialog>
  )
}

/** Something that is on its way, or didn't arrive. */
export function OutgoingLine({ message }: { message: Outgoing }) {
  const { t } = useTranslation('social')
  const client = useQueryClient()
  const { me } = useThread()
  const { problem, images = [], voice, video } = message
  return (
    <li className={cx(css.line, css.mine, css.first, problem ? css.failed : css.going)}>
      <span className="visually-hidden">{t('messages.you')}</span>
      <div className={css.bubble} dir="auto">
        <ChatPictures author={me} pictures={images} />
        {video && <VideoStill src={waitingPoster(video.id)} video={video} />}
        {voice && <ChatVoice author={me} name={t('messages.you')} voice={voice} />}
        {message.text !== '' && <p className={css.words}>{message.text}</p>}
        {message.attached && <Attachment attached={message.attached} />}
      </div>
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
