import {
  Ellipsis,
  Filter,
  MessageSquareOff,
  MessagesSquare,
  Trash2,
  UserX,
  ZoomIn,
} from 'lucide-react'

import { IconButton } from '@/kit/Button'
import { Highlight } from '@/kit/Highlight'
import { useTranslation } from '@/kit/i18n'
import { Menu, MenuItem, MenuLine } from '@/kit/Menu'
import { Time } from '@/kit/Time'

import { Answer, isAnswer } from './Answer'
import type { TimelineEvent, What } from './api'
import { SourceIcon, useNames } from './names'
import { Thumbnails } from './Thumbnails'
import css from './Timeline.module.css'

export interface EventRowProps {
  event: TimelineEvent
  words: string
  onOpen: (id: string) => void
  onForget: (what: What) => void
  onThread: (event: TimelineEvent) => void
  onSpeaker: (name: string) => void
}

/** One event of the timeline. */
export function EventRow({ event, words, ...on }: EventRowProps) {
  const { t } = useTranslation('events')
  const names = useNames()
  const who = event.is_mine ? t('timeline.you') : event.speaker
  return (
    <article className={css.event}>
      <span className={css.icon} title={names.kind(event.source_kind)}>
        <SourceIcon kind={event.source_kind} />
        <span className="visually-hidden">{names.kind(event.source_kind)}</span>
      </span>
      <div className={css.body}>
        <div className={css.who}>
          {who && (
            <strong>
              <Highlight text={who} words={words} />
            </strong>
          )}
          <span>{names.type(event.type)}</span>
          {event.thread_title && (
            <span>
              <Highlight
                text={t('timeline.inThread', { title: event.thread_title })}
                words={words}
              />
            </span>
          )}
        </div>
        {event.text !== '' && isAnswer(event.type) && (
          <Answer text={event.is_cut ? `${event.text}…` : event.text} words={words} />
        )}
        {event.text !== '' && !isAnswer(event.type) && (
          <p className={css.text}>
            <Highlight text={event.text} words={words} />
            {event.is_cut && '…'}
          </p>
        )}
        {event.media.length > 0 && <Thumbnails media={event.media} />}
      </div>
      <div className={css.side}>
        <button type="button" className={css.time} onClick={() => on.onOpen(event.id)}>
          <span className="visually-hidden">{t('timeline.open')} </span>
          {event.occurred_at !== null ? (
            <Time at={event.occurred_at} as="time" />
          ) : (
            <ZoomIn aria-hidden />
          )}
        </button>
        <EventMenu event={event} {...on} />
      </div>
    </article>
  )
}

function EventMenu({ event, onOpen, onForget, onThread, onSpeaker }: Omit<EventRowProps, 'words'>) {
  const { t } = useTranslation('events')
  const { speaker } = event
  return (
    <Menu trigger={<IconButton size="s" icon={Ellipsis} label={t('timeline.actions')} />}>
      <MenuItem icon={ZoomIn} onSelect={() => onOpen(event.id)}>
        {t('timeline.open')}
      </MenuItem>
      {event.thread !== null && (
        <MenuItem icon={MessagesSquare} onSelect={() => onThread(event)}>
          {t('timeline.onlyThisThread')}
        </MenuItem>
      )}
      {speaker && !event.is_mine && (
        <MenuItem icon={Filter} onSelect={() => onSpeaker(speaker)}>
          {t('timeline.onlySpeaker', { name: speaker })}
        </MenuItem>
      )}
      <MenuLine />
      <MenuItem
        icon={Trash2}
        isDangerous
        onSelect={() => onForget({ scale: 'event', event: event.id })}
      >
        {t('timeline.forgetEvent')}
      </MenuItem>
      {event.thread !== null && (
        <MenuItem
          icon={MessageSquareOff}
          isDangerous
          onSelect={() => onForget({ scale: 'thread', event: event.id })}
        >
          {t('timeline.forgetThread')}
        </MenuItem>
      )}
      {speaker && !event.is_mine && (
        <MenuItem icon={UserX} isDangerous onSelect={() => onForget({ scale: 'person', speaker })}>
          {t('timeline.forgetSpeaker', { name: speaker })}
        </MenuItem>
      )}
    </Menu>
  )
}
