import { useInfiniteQuery } from '@tanstack/react-query'
import { CheckCheck, Newspaper, RefreshCw, UserRound } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'

import { Button, ButtonLink, IconButton } from '@/kit/Button'
import { EmptyState } from '@/kit/EmptyState'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { useTranslation } from '@/kit/i18n'
import { InfiniteList } from '@/kit/InfiniteList'
import { Notice } from '@/kit/Notice'
import { Page } from '@/kit/Page'
import { Skeleton } from '@/kit/Progress'
import { toast, toastError } from '@/kit/toasts'

import { getPage, idOf, newRun, runKey, wantAgain, wantLess, type Item } from './api'
import { FeedItem } from './FeedItem'
import { FeedTabs } from './FeedTabs'
import { Steer } from './Steer'
import { useKeys } from './useKeys'
import { useLooks } from './useLooks'

/** What is chosen for the person, post by post with its reasons, and an end. */
export default function FeedPage() {
  const { t } = useTranslation('feed')
  const [run, setRun] = useState(newRun)
  const again = () => {
    window.scrollTo({ top: 0 })
    setRun(newRun())
  }
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      isNarrow
      actions={<IconButton icon={RefreshCw} label={t('again')} onClick={again} />}
    >
      <FeedTabs />
      <Steer onChanged={() => setRun(newRun())} />
      <Run key={run} run={run} onAgain={again} />
    </Page>
  )
}

function Run({ run, onAgain }: { run: string; onAgain: () => void }) {
  const { t } = useTranslation('feed')
  const [hidden, setHidden] = useState<Readonly<Record<string, string>>>({})
  const watch = useLooks(run)
  useKeys()
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery({
      queryKey: runKey(run),
      queryFn: ({ pageParam, signal }) => getPage(pageParam, signal),
      initialPageParam: `${run}.0`,
      getNextPageParam: (page) => page.next,
    })
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage])

  async function hide(item: Item) {
    const less = await wantLess(item, run)
    setHidden((before) => ({ ...before, [idOf(item)]: less }))
  }

  async function bringBack(item: Item) {
    const less = hidden[idOf(item)]
    if (less !== undefined) await wantAgain(less)
    setHidden((before) =>
      Object.fromEntries(Object.entries(before).filter(([id]) => id !== idOf(item))),
    )
    toast({ title: t('hidden.back') })
  }

  if (isPending) return <Skeleton blocks={3} />
  if (data === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  const isHidden = data.pages[0]?.is_hidden === true
  if (isHidden && items.length === 0) return <Join />
  if (items.length === 0 && !hasNextPage) return <Nothing />
  return (
    <>
      {isHidden && <JoinToo />}
      <InfiniteList
        items={items}
        itemKey={idOf}
        label={t('list')}
        hasMore={hasNextPage}
        isLoadingMore={isFetchingNextPage}
        onMore={more}
        estimatePx={220}
      >
        {(item) => (
          <FeedItem
            item={item}
            run={run}
            isHidden={idOf(item) in hidden}
            watch={watch}
            onLess={() => void hide(item).catch(toastError)}
            onAgain={() => void bringBack(item).catch(toastError)}
          />
        )}
      </InfiniteList>
      {!hasNextPage && <End onAgain={onAgain} />}
    </>
  )
}

function Join() {
  const { t } = useTranslation('feed')
  return (
    <EmptyState
      icon={UserRound}
      title={t('join.title')}
      actions={
        <>
          <ButtonLink kind="primary" to="/people">
            {t('join.action')}
          </ButtonLink>
          <ButtonLink to="/followed">{t('empty.follow')}</ButtonLink>
        </>
      }
    >
      {t('join.words')}
    </EmptyState>
  )
}

/** Says above what comes from elsewhere why nobody here stands among it. */
function JoinToo() {
  const { t } = useTranslation('feed')
  return (
    <Notice
      title={t('join.more')}
      actions={
        <ButtonLink size="s" to="/people">
          {t('join.action')}
        </ButtonLink>
      }
    >
      {t('join.words')}
    </Notice>
  )
}

function Nothing() {
  const { t } = useTranslation('feed')
  return (
    <EmptyState
      icon={Newspaper}
      title={t('empty.title')}
      actions={
        <>
          <ButtonLink kind="primary" to="/people/all">
            {t('empty.find')}
          </ButtonLink>
          <ButtonLink to="/people">{t('empty.post')}</ButtonLink>
          <ButtonLink to="/followed">{t('empty.follow')}</ButtonLink>
        </>
      }
    >
      {t('empty.words')}
    </EmptyState>
  )
}

function End({ onAgain }: { onAgain: () => void }) {
  const { t } = useTranslation('feed')
  return (
    <EmptyState
      icon={CheckCheck}
      title={t('end.title')}
      actions={
        <>
          <Button icon={RefreshCw} onClick={onAgain}>
            {t('again')}
          </Button>
          <ButtonLink to="/feed/latest">{t('tabs.latest')}</ButtonLink>
        </>
      }
    >
      {t('end.words')}
    </EmptyState>
  )
}
