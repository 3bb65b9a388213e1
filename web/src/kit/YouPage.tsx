import {
  AppWindow,
  BookMarked,
  Eye,
  HeartHandshake,
  History,
  Languages,
  Package,
  Plug,
  Sparkles,
  Sun,
  Users,
} from 'lucide-react'
import type { ReactNode } from 'react'

import { useTranslation } from './i18n'
import { Page } from './Page'
import { LinkTabs } from './Tabs'

/** One of the pages beneath 'You', whatever domain it is of, with the way to the others. */
export function YouPage(props: { title: string; lead: string; children: ReactNode }) {
  const { t } = useTranslation('kit')
  return (
    <Page title={props.title} lead={props.lead}>
      <LinkTabs
        label={t('you.label')}
        links={[
          { to: '/you', label: t('you.timeline'), icon: History, isExact: true },
          { to: '/you/sources', label: t('you.sources'), icon: Plug },
          { to: '/you/beliefs', label: t('you.beliefs'), icon: BookMarked },
          { to: '/you/interests', label: t('you.interests'), icon: Sparkles },
          { to: '/you/style', label: t('you.style'), icon: Languages },
          { to: '/you/world', label: t('you.world'), icon: Users },
          { to: '/you/brief', label: t('you.brief'), icon: Sun },
          { to: '/you/care', label: t('you.care'), icon: HeartHandshake },
          { to: '/you/access', label: t('you.access'), icon: Eye },
          { to: '/you/apps', label: t('you.apps'), icon: AppWindow },
          { to: '/you/export', label: t('you.export'), icon: Package },
        ]}
      />
      {props.children}
    </Page>
  )
}
