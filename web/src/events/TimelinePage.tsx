import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { History, SearchX } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'

import { Button, ButtonLink } from '@/kit/Button'
import { EmptyState } from '@/kit/EmptyState'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { useTranslation } from '@/kit/i18n'
import { InfiniteList } from '@/kit/InfiniteList'
import { useFormat } from '@/kit/locale'
import { Skeleton } from '@/kit/Progress'
import { Time } from '@/kit/Time'
import { YouPage } from '@/kit/YouPage'

import { getTimeline, type What } from './api'
import { groupByDay } from './days'
import { EventDialog } from './EventDialog'
import { EventRow } from './EventRow'
import { ForgetDialog } from './ForgetDialog'
import css from './Timeline.module.css'
import { TimelineFilters } from './TimelineFilters'
import { useFilters, type Chosen } from './useFilters'

/** Everything that is held, newest first. */
export default function TimelinePage() {
  const { t } = useTranslation('events')
  const chosen = useFilters()
  const [doomed, setDoomed] = useState<What | null>(null)
  return (
    <YouPage title={t('timeline.title')} lead={t('timeline.lead')}>
      <TimelineFilters chosen={chosen} />
      <Timeline chosen={chosen} onForget={setDoomed} />
      <EventDialog
        id={doomed === null && chosen.event !== '' ? chosen.event : null}
        onClose={() => chosen.set('event', '')}
        onForget={(what) => {
          chosen.set('event', '')
          setDoomed(what)
        }}
      />
      <ForgetDialog what={doomed} onClose={() => setDoomed(null)} />
    </YouPage>
  )
}

function Timeline({ chosen, onForget }: { chosen: Chosen; onForget: (what: What) => void }) {
  const { t } = useTranslation('events')
  const { timeZone } = useFormat()
  const { filters, words } = chosen
  const query = useInfiniteQuery({
    queryKey: ['you', 'timeline', filters],
    queryFn: ({ pageParam, signal }) => getTimeline(filters, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query
  const lines = useMemo(
    () => groupByDay(data?.pages.flatMap((page) => page.events) ?? [], timeZone),
    [data, timeZone],
  )
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage])

  if (isPending) return <Skeleton blocks={6} />
  if (data === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (lines.length === 0) return <Nothing chosen={chosen} />
  return (
    <>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      <InfiniteList
        items={lines}
        itemKey={(line) => line.key}
        label={t('timeline.label')}
        hasMore={hasNextPage}
        isLoadingMore={isFetchingNextPage}
        onMore={more}
      >
        {(line) =>
          line.event ? (
            <EventRow
              event={line.event}
              words={words}
              onOpen={(id) => chosen.set('event', id)}
              onForget={onForget}
              onThread={chosen.setThread}
              onSpeaker={chosen.setSpeaker}
            />
          ) : (
            <h2 className={css.day}>
              {line.day === null ? t('timeline.undated') : <Time at={line.day} as="day" />}
            </h2>
          )
        }
      </InfiniteList>
    </>
  )
}

function Nothing({ chosen }: { chosen: Chosen }) {
  const { t } = useTranslation('events')
  if (chosen.count > 0 || chosen.words.trim() !== '') {
    return (
      <EmptyState
        icon={SearchX}
        title={t('timeline.noMatch')}
        actions={chosen.count > 0 && <Button onClick={chosen.clear}>{t('timeline.clear')}</Button>}
      >
        {t('timeline.noMatchWords')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={History}
      title={t('timeline.empty')}
      actions={
        <>
          <ButtonLink kind="primary" to="/bring">
            {t('timeline.bring')}
          </ButtonLink>
          <ButtonLink to="/">{t('timeline.talk')}</ButtonLink>
        </>
      }
    >
      {t('timeline.emptyWords')}
    </EmptyState>
  )
}
