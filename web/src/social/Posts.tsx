import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo, type ReactNode } from 'react'

import { ErrorNotice } from '@/kit/ErrorNotice'
import { useTranslation } from '@/kit/i18n'
import { InfiniteList } from '@/kit/InfiniteList'
import { Skeleton } from '@/kit/Progress'

import { getPosts, postsKey, type Which } from './api'
import { PostView } from './PostView'

/** A list of posts that goes on as one scrolls. */
export function Posts({ which, empty }: { which: Which; empty: ReactNode }) {
  const { t } = useTranslation('social')
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery({
      queryKey: postsKey(which),
      queryFn: ({ pageParam, signal }) => getPosts(which, pageParam, signal),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
    })
  const posts = useMemo(() => data?.pages.flatMap((page) => page.posts) ?? [], [data])
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage])
  if (isPending) return <Skeleton blocks={3} />
  if (data === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (posts.length === 0) return empty
  return (
    <InfiniteList
      items={posts}
      itemKey={(post) => post.entry_id}
      label={t('post.list')}
      hasMore={hasNextPage}
      isLoadingMore={isFetchingNextPage}
      onMore={more}
      estimatePx={180}
    >
      {(post) => <PostView post={post} />}
    </InfiniteList>
  )
}
