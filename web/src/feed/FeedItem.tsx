import { EyeOff } from 'lucide-react'
import type { MouseEvent } from 'react'

import { Button } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'

import { tellDeeds, type Item } from './api'
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

/** A post on the feed, with why it is there. One that was hidden says so, and how to have it back. */
export function FeedItem({ item, run, isHidden, watch, onLess, onAgain }: FeedItemProps) {
  const { t } = useTranslation('feed')
  if (isHidden)
    return (
      <div className={css.hidden} data-feed-item tabIndex={-1}>
        <EyeOff aria-hidden />
        <p role="status">{t('hidden.words')}</p>
        <Button size="s" onClick={onAgain}>
          {t('hidden.undo')}
        </Button>
      </div>
    )
  const noteOpening = (event: MouseEvent) => {
    const link = (event.target as Element).closest('a')
    if (link?.pathname === `/people/of/${item.post.author.id}/${item.post.id}`)
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
      <DrawnPost
        post={item.post}
        onPassedOn={() => tellDeeds([{ run, position: item.position, action: 'share' }])}
      />
      <Why item={item} onLess={onLess} />
    </div>
  )
}
