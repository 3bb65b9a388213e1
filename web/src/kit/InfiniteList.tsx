import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState, type Key, type ReactNode } from 'react'

import { Button } from './Button'
import { useTranslation } from './i18n'
import css from './List.module.css'

export interface InfiniteListProps<T> {
  items: readonly T[]
  itemKey: (item: T) => Key
  children: (item: T, index: number) => ReactNode
  label: string
  hasMore: boolean
  isLoadingMore: boolean
  onMore: () => void
  /** A guess at the height of one item in pixels; the real ones are measured. */
  estimatePx?: number
}

/** A list of any length that scrolls with the window and draws only what is near. */
export function InfiniteList<T>(props: InfiniteListProps<T>) {
  const { items, itemKey, children, label, hasMore, isLoadingMore, onMore, estimatePx = 88 } = props
  const { t } = useTranslation('kit')
  const list = useRef<HTMLUListElement>(null)
  const [offset, setOffset] = useState(0)

  useLayoutEffect(() => {
    const place = () => setOffset((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY)
    place()
    const observer = new ResizeObserver(place)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [])

  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => estimatePx,
    overscan: 8,
    scrollMargin: offset,
    getItemKey: (index) => {
      const item = items[index]
      return item === undefined ? index : itemKey(item)
    },
  })
  const shown = virtual.getVirtualItems()
  const last = shown.at(-1)?.index ?? -1

  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= items.length - 5) onMore()
  }, [hasMore, isLoadingMore, last, items.length, onMore])

  return (
    <>
      <ul
        ref={list}
        role="list"
        aria-label={label}
        className={css.virtual}
        style={{ blockSize: virtual.getTotalSize() }}
      >
        {shown.map(({ key, index, start }) => {
          const item = items[index]
          return (
            item !== undefined && (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                aria-setsize={hasMore ? -1 : items.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start - offset}px)` }}
              >
                {children(item, index)}
              </li>
            )
          )
        })}
      </ul>
      <div className={css.end} role="status">
        {isLoadingMore ? (
          t('loadingMore')
        ) : hasMore ? (
          <Button kind="quiet" onClick={onMore}>
            {t('loadMore')}
          </Button>
        ) : (
          items.length > 20 && t('listEnd')
        )}
      </div>
    </>
  )
}
