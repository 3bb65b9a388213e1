import { EyeOff } from 'lucide-react'
import type { MouseEvent } from 'react'

import { Button } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'

import { tellDeeds, useReload, type Item } from './api'
import { DrawnItem } from './DrawnItem'
import { DrawnPost } from './DrawnPost'
import css from './Feed.module.css'
import { Why } from './Why'

export interface FeedItemProps {
  item: Item
  run: string
  /** It was hidden here and now. */
  isHidden: boolean
  watch: (element: HTMLElement | null) => (() => void) | undefined
  onLess: () => void
  onAgain: () => void
}

/** Something on the feed, with why it is there. One that was hidden says so, and how to have it back. */
export function FeedItem({ item, run, isHidden, watch, onLess, onAgain }: FeedItemProps) {
  const { t } = useTranslation('feed')
  const reload = useReload()
  if (isHidden)
    return (
      <div className={css.hidden} data-feed-item tabIndex={-1}>
        <EyeOff aria-hidden />
        <p role="status">{t(item.kind === 'source' ? 'hidden.source' : 'hidden.words')}</p>
        <Button size="s" onClick={onAgain}>
          {t('hidden.undo')}
        </Button>
      </div>
    )
  const noteOpening = (event: MouseEvent) => {
    const link = (event.target as Element).closest('a')
    if (link !== null && isWayTo(item, link))
      tellDeeds([{ run, position: item.position, action: 'open' }])
  }
  return (
    <div
      className={css.item}
      ref={watch}
      data-feed-item
      data-position={item.position}
      tabIndex={-1}
      onClickCapture={noteOpening}
    >
      {item.kind === 'post' ? (
        <DrawnPost
          post={item.post}
          onPassedOn={() => tellDeeds([{ run, position: item.position, action: 'share' }])}
        />
      ) : (
        <DrawnItem item={item.item} onKept={() => void reload()} />
      )}
      <Why item={item} onLess={onLess} />
    </div>
  )
}

/** Says whether a link opens the item: a post its own page, anything else what was published elsewhere. */
const isWayTo = (item: Item, link: HTMLAnchorElement): boolean =>
  item.kind === 'post'
    ? link.pathname === `/people/of/${item.post.author.id}/${item.post.id}`
    : link.target === '_blank'
