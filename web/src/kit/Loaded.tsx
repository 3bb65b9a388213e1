import type { ReactNode } from 'react'

import { ErrorNotice } from './ErrorNotice'
import { Skeleton } from './Progress'

interface QueryLike<T> {
  data: T | undefined
  error: unknown
  isPending: boolean
  refetch: () => unknown
}

export interface LoadedProps<T> {
  query: QueryLike<T>
  /** Stands in while it loads. */
  skeleton?: ReactNode
  isEmpty?: (data: T) => boolean
  /** Shown when there is nothing. */
  empty?: ReactNode
  children: (data: T) => ReactNode
}

/** The three states of what comes from the server, and then the thing itself. */
export function Loaded<T>({ query, skeleton, isEmpty, empty, children }: LoadedProps<T>) {
  if (query.data !== undefined) {
    if (empty !== undefined && isEmpty?.(query.data)) return empty
    return children(query.data)
  }
  if (query.isPending) return skeleton ?? <Skeleton lines={4} />
  return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
}
