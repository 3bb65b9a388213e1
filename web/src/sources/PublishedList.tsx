import { useInfiniteQuery } from '@tanstack/react-query'
import { Rss } from 'lucide-react'
import { useCallback, useMemo } from 'react'

import { ButtonLink } from '@/kit/Button'
import { EmptyState } from '@/kit/EmptyState'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { useTranslation } from '@/kit/i18n'
import { InfiniteList } from '@/kit/InfiniteList'
import { Skeleton } from '@/kit/Progress'

import { getItems, itemsKey } from './followed'
import { ItemView } from './ItemView'

/** What those published whom the person follows elsewhere, the newest first, page by page. */
export function PublishedList() {
  const { t } = useTranslation('sources')
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery({
      queryKey: itemsKey,
      queryFn: ({ pageParam, signal }) => getItems(pageParam, signal),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
    })
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage])
  if (isPending) return <Skeleton blocks={3} />
  if (data === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (items.length === 0)
    return (
      <EmptyState
        icon={Rss}
        title={t('published.empty')}
        actions={<ButtonLink to="/followed">{t('published.add')}</ButtonLink>}
      >
        {t('published.emptyWords')}
      </EmptyState>
    )
  return (
    <InfiniteList
      items={items}
      itemKey={({ id }) => id}
      label={t('published.title')}
      hasMore={hasNextPage}
      isLoadingMore={isFetchingNextPage}
      onMore={more}
      estimatePx={160}
    >
      {(item) => <ItemView item={item} />}
    </InfiniteList>
  )
}
