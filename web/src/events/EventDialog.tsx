import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'

import { asProblem } from '@/api/problem'
import { Button } from '@/kit/Button'
import { cx } from '@/kit/cx'
import { Dialog } from '@/kit/Dialog'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { useTranslation } from '@/kit/i18n'
import { DataList } from '@/kit/List'
import { Notice } from '@/kit/Notice'
import { Skeleton } from '@/kit/Progress'
import { Time } from '@/kit/Time'

import { Answer, isAnswer } from './Answer'
import { eventQuery, type FullEvent, type Media, type What } from './api'
import { useNames } from './names'
import { Thumbnails } from './Thumbnails'
import css from './Timeline.module.css'

export interface EventDialogProps {
  id: string | null
  onClose: () => void
  onForget: (what: What) => void
}

/** One event in full, with its conversation around it. `id` null: closed. */
export function EventDialog({ id, onClose, onForget }: EventDialogProps) {
  return id === null ? null : <OpenEvent id={id} onClose={onClose} onForget={onForget} />
}

function OpenEvent({ id, onClose, onForget }: EventDialogProps & { id: string }) {
  const { t } = useTranslation('events')
  const { t: kit } = useTranslation('kit')
  const names = useNames()
  const { data, error, isPending, refetch } = useQuery(eventQuery(id))
  const isGone = error !== null && asProblem(error).status === 404
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={data ? names.type(data.event.type) : t('event.title')}
      footer={
        <>
          {data && (
            <Button
              kind="dangerQuiet"
              icon={Trash2}
              onClick={() => onForget({ scale: 'event', event: id })}
            >
              {t('timeline.forgetEvent')}
            </Button>
          )}
          <Button onClick={onClose} data-autofocus="">
            {kit('close')}
          </Button>
        </>
      }
    >
      {isPending && <Skeleton lines={6} />}
      {isGone && <Notice>{t('event.gone')}</Notice>}
      {error && !isGone && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <ol role="list" className={css.around} aria-label={t('event.around')}>
            {data.around.map((line) => (
              <Line
                key={line.id}
                line={line}
                isIt={line.id === data.event.id}
                media={data.media.filter((each) => each.event_id === line.id)}
              />
            ))}
          </ol>
          <Details event={data.event} />
        </>
      )}
    </Dialog>
  )
}

function Line({ line, isIt, media }: { line: FullEvent; isIt: boolean; media: Media[] }) {
  const { t } = useTranslation('events')
  return (
    <li className={cx(css.line, isIt && css.it)} aria-current={isIt ? 'true' : undefined}>
      <div className={css.who}>
        <strong>{line.is_mine ? t('timeline.you') : (line.speaker ?? '')}</strong>
        {line.occurred_at !== null && <Time at={line.occurred_at} />}
      </div>
      {isAnswer(line.type) ? (
        <Answer text={line.text} />
      ) : (
        <p className={css.text}>{line.text === '' ? <em>{t('event.noText')}</em> : line.text}</p>
      )}
      {media.length > 0 && <Thumbnails media={media} />}
    </li>
  )
}

function Details({ event }: { event: FullEvent }) {
  const { t } = useTranslation('events')
  const names = useNames()
  const hasMore = Object.keys(event.payload).length > 0
  return (
    <details className={css.details}>
      <summary>{t('event.details')}</summary>
      <DataList
        items={[
          [
            t('event.when'),
            event.occurred_at === null ? (
              t('timeline.undated')
            ) : (
              <Time at={event.occurred_at} as="full" />
            ),
          ],
          [t('event.source'), names.kind(event.source_kind)],
          [t('event.what'), names.type(event.type)],
          ...(event.thread_title ? ([[t('event.thread'), event.thread_title]] as const) : []),
          [t('event.recorded'), <Time key="r" at={event.recorded_at} />],
        ]}
      />
      {hasMore && (
        <>
          <h3 className={css.rawTitle}>{t('event.raw')}</h3>
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls sideways, so the keyboard must reach it */}
          <pre className={css.raw} tabIndex={0}>
            {JSON.stringify(event.payload, null, 2)}
          </pre>
        </>
      )}
    </details>
  )
}
