import { Rss } from 'lucide-react'
import { Suspense, use } from 'react'

import { ButtonLink } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import { OutletParts } from '@/kit/outlets'
import { Page } from '@/kit/Page'
import { Skeleton } from '@/kit/Progress'

import { FeedTabs } from './FeedTabs'

/** Everything that one's sources published, by time. */
export default function SourcesPage() {
  const { t } = useTranslation('feed')
  return (
    <Page title={t('sources.title')} lead={t('sources.lead')} isNarrow>
      <FeedTabs />
      <div>
        <ButtonLink size="s" icon={Rss} to="/followed">
          {t('sources.choose')}
        </ButtonLink>
      </div>
      <Suspense fallback={<Skeleton blocks={3} />}>
        {use(OutletParts).map(({ List }, index) => (
          <List key={index} />
        ))}
      </Suspense>
    </Page>
  )
}
