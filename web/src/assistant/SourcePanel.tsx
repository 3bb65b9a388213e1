import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'

import { api, call } from '@/api/client'
import { asProblem } from '@/api/problem'
import { IconButton } from '@/kit/Button'
import { cx } from '@/kit/cx'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { useTranslation } from '@/kit/i18n'
import { Notice } from '@/kit/Notice'
import { Skeleton } from '@/kit/Progress'
import { Time } from '@/kit/Time'

import en from './en.json'
import css from './SourcePanel.module.css'
import type { Citation } from './types'
import { useCited } from './useCited'

const SOURCES = Object.keys(en.source) as (keyof typeof en.source)[]

interface Line {
  id: string
  speaker: string | null
  is_mine: boolean
  occurred_at: string | null
  text: string
}

function Said({ line, isCited }: { line: Line; isCited: boolean }) {
  const { who } = useCited(line)
  const it = useRef<HTMLLIElement>(null)
  useEffect(() => {
    // What was cited stands in the middle, what stood around it above and below.
    if (isCited) it.current?.scrollIntoView({ block: 'center' })
  }, [isCited])
  return (
    <li
      ref={it}
      className={cx(css.line, isCited && css.cited)}
      aria-current={isCited ? 'true' : undefined}
    >
      <div className={css.who}>
        <strong>{who}</strong>
        {line.occurred_at !== null && <Time at={line.occurred_at} as="dateTime" />}
      </div>
      <p className={css.words}>{isCited ? <mark>{line.text}</mark> : line.text}</p>
    </li>
  )
}

/** The original behind a number, with what stood around it: beside the conversation, on a phone beneath it. */
export function SourcePanel({ citation, onClose }: { citation: Citation; onClose: () => void }) {
  const { t } = useTranslation('assistant')
  const heading = useRef<HTMLHeadingElement>(null)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['event', citation.event_id],
    retry: false,
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/you/events/{event_id}', {
          params: { path: { event_id: citation.event_id } },
          signal,
        }),
      ),
  })
  useEffect(() => {
    const before = document.activeElement
    heading.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [citation.event_id])

  const known = SOURCES.find((kind) => kind === citation.source)
  const isGone = error !== null && asProblem(error).status === 404
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it from anywhere inside
    <aside
      className={css.panel}
      aria-label={t('cite.title', { number: citation.number })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <header className={css.head}>
        <h2 ref={heading} tabIndex={-1}>
          {t('cite.title', { number: citation.number })}
          <span className={css.kind}>
            {known ? t(`source.${known}`) : citation.source}
            {citation.thread_title !== null && ` · ${citation.thread_title}`}
          </span>
        </h2>
        <IconButton icon={X} label={t('cite.close')} onClick={onClose} />
      </header>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
      <div className={css.body} tabIndex={0} role="group" aria-label={t('cite.around')}>
        {isPending && <Skeleton lines={3} blocks={2} />}
        {isGone && <Notice>{t('cite.gone')}</Notice>}
        {error && !isGone && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {data && (
          <ol className={css.lines} role="list">
            {data.around.map((line) => (
              <Said key={line.id} line={line} isCited={line.id === citation.event_id} />
            ))}
          </ol>
        )}
      </div>
    </aside>
  )
}
