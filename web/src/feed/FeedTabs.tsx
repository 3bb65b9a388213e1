import { Clock, Rss, SlidersHorizontal, Sparkles, Telescope, UsersRound } from 'lucide-react'

import { useTranslation } from '@/kit/i18n'
import { LinkTabs } from '@/kit/Tabs'

/** The views of the feed, each with its own address. */
export function FeedTabs() {
  const { t } = useTranslation('feed')
  return (
    <LinkTabs
      label={t('tabs.label')}
      links={[
        { to: '/feed', label: t('tabs.forYou'), icon: Sparkles, isExact: true },
        { to: '/feed/following', label: t('tabs.following'), icon: UsersRound },
        { to: '/feed/latest', label: t('tabs.latest'), icon: Clock },
        { to: '/feed/sources', label: t('tabs.sources'), icon: Rss },
        { to: '/feed/bubble', label: t('tabs.bubble'), icon: Telescope },
        { to: '/feed/how', label: t('tabs.how'), icon: SlidersHorizontal },
      ]}
    />
  )
}
