import { useInfiniteQuery } from '@tanstack/react-query'
import { Newspaper } from 'lucide-react'
import { useCallback, useMemo } from 'react'

import { ButtonLink } from '@/kit/Button'
import { EmptyState } from '@/kit/EmptyState'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { useTranslation } from '@/kit/i18n'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { Skeleton } from '@/kit/Progress'

import { getList, listKey } from './api'
import { DrawnPost } from './DrawnPost'
import css from './Feed.module.css'
import { FeedTabs } from './FeedTabs'
import { useKeys } from './useKeys'

/** A page of posts by time: nothing is chosen here. */
export function ListOfPosts({ which }: { which: 'following' | 'latest' }) {
  const { t } = useTranslation('feed')
  return (
    <Page title={t(`${which}.title`)} lead={t(`${which}.lead`)} isNarrow>
      <FeedTabs />
      <List which={which} />
    </Page>
  )
}

function List({ which }: { which: 'following' | 'latest' }) {
  const { t } = useTranslation('feed')
  useKeys()
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery({
      queryKey: listKey(which),
      queryFn: ({ pageParam, signal }) => getList(which, pageParam, signal),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
    })
  const posts = useMemo(() => data?.pages.flatMap((page) => page.posts) ?? [], [data])
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage])
  if (isPending) return <Skeleton blocks={3} />
  if (data === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (posts.length === 0)
    return (
      <EmptyState
        icon={Newspaper}
        title={t(`${which}.empty`)}
        actions={<ButtonLink to="/people/all">{t('empty.find')}</ButtonLink>}
      >
        {t(`${which}.emptyWords`)}
      </EmptyState>
    )
  return (
    <InfiniteList
      items={posts}
      itemKey={(post) => post.id}
      label={t(`${which}.title`)}
      hasMore={hasNextPage}
      isLoadingMore={isFetchingNextPage}
      onMore={more}
      estimatePx={180}
    >
      {(post) => (
        <div className={css.item} data-feed-item tabIndex={-1}>
          <DrawnPost post={post} />
        </div>
      )}
    </InfiniteList>
  )
}
