import { useCallback } from 'react'

import { useTranslation } from '@/kit/i18n'
import { useShortcut } from '@/kit/shortcuts'

const ITEM = '[data-feed-item]'

/** Binds j and k: the next post, the one before. Posts are told by `data-feed-item`, and take the focus. */
export function useKeys(): void {
  const { t } = useTranslation('feed')
  const go = useCallback((step: 1 | -1) => {
    const items = [...document.querySelectorAll<HTMLElement>(ITEM)]
    const here = items.findIndex((item) => item.contains(document.activeElement))
    const next = items[here < 0 ? 0 : here + step]
    next?.focus({ preventScroll: true })
    next?.scrollIntoView({ block: 'start' })
  }, [])
  useShortcut('j', t('key.next'), () => go(1))
  useShortcut('k', t('key.before'), () => go(-1))
}
