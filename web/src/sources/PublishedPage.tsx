import { useTranslation } from '@/kit/i18n'
import { Page } from '@/kit/Page'

import { PublishedList } from './PublishedList'
import { SourcesTabs } from './SourcesTabs'

/** What those published whom the person follows elsewhere, the newest first. */
export default function PublishedPage() {
  const { t } = useTranslation('sources')
  return (
    <Page title={t('published.title')} lead={t('published.lead')} isNarrow>
      <SourcesTabs />
      <PublishedList />
    </Page>
  )
}
