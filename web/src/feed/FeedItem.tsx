import { EyeOff } from 'lucide-react'
import type { MouseEvent } from 'react'

import { Button } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'

import { tellDeeds, useReload, type Item } from './api'
import { DrawnItem } from './DrawnItem'
import { DrawnMade } from './DrawnMade'
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

const HIDDEN = { post: 'hidden.words', source: 'hidden.source', made: 'hidden.made' } as const

/** Something on the feed, with why it is there. One that was hidden says so, and how to have it back. */
export function FeedItem({ item, run, isHidden, watch, onLess, onAgain }: FeedItemProps) {
  const { t } = useTranslation('feed')
  const reload = useReload()
  if (isHidden)
    return (
      <div className={css.hidden} data-feed-item tabIndex={-1}>
        <EyeOff aria-hidden />
        <p role="status">{t(HIDDEN[item.kind])}</p>
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
      {item.kind === 'made' && <DrawnMade made={item.made} />}
      {item.kind === 'source' && (
        <DrawnItem
          item={item.item}
          onKept={() => void reload()}
          onPassedOn={() => tellDeeds([{ run, position: item.position, action: 'share' }])}
        />
      )}
      {item.kind === 'post' && (
        <DrawnPost
          post={item.post}
          onPassedOn={() => tellDeeds([{ run, position: item.position, action: 'share' }])}
        />
      )}
      <Why item={item} onLess={onLess} />
    </div>
  )
}

/** Says whether a link opens the item: a post its own page, what was published its address, what was made any source. */
function isWayTo(item: Item, link: HTMLAnchorElement): boolean {
  if (item.kind === 'post')
    return link.pathname === `/people/of/${item.post.author.id}/${item.post.id}`
  return item.kind === 'source' ? link.target === '_blank' : link.closest('article') !== null
}
