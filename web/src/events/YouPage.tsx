import { BookMarked, Eye, History, Package, Plug } from 'lucide-react'
import type { ReactNode } from 'react'

import { useTranslation } from '@/kit/i18n'
import { Page } from '@/kit/Page'
import { LinkTabs } from '@/kit/Tabs'

/** One of the pages beneath 'You', with the way to the others. */
export function YouPage(props: { title: string; lead: string; children: ReactNode }) {
  const { t } = useTranslation('events')
  return (
    <Page title={props.title} lead={props.lead}>
      <LinkTabs
        label={t('tabs.label')}
        links={[
          { to: '/you', label: t('tabs.timeline'), icon: History, isExact: true },
          { to: '/you/sources', label: t('tabs.sources'), icon: Plug },
          { to: '/you/beliefs', label: t('tabs.beliefs'), icon: BookMarked },
          { to: '/you/access', label: t('tabs.access'), icon: Eye },
          { to: '/you/export', label: t('tabs.export'), icon: Package },
        ]}
      />
      {props.children}
    </Page>
  )
}
