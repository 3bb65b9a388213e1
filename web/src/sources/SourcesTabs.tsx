import { FileArchive, Newspaper, Rss } from 'lucide-react'

import { useTranslation } from '@/kit/i18n'
import { LinkTabs } from '@/kit/Tabs'

/** The pages of what one brings: archives, what is followed elsewhere, and what that published. */
export function SourcesTabs() {
  const { t } = useTranslation('sources')
  return (
    <LinkTabs
      label={t('tabs.label')}
      links={[
        { to: '/bring', label: t('tabs.archives'), icon: FileArchive },
        { to: '/followed', label: t('tabs.followed'), icon: Rss, isExact: true },
        { to: '/followed/new', label: t('tabs.published'), icon: Newspaper },
      ]}
    />
  )
}
