import { Bookmark } from 'lucide-react'

import { EmptyState } from '@/kit/EmptyState'
import { useTranslation } from '@/kit/i18n'

import { Posts } from './Posts'
import { SocialPage } from './SocialPage'

/** Posts that the person keeps. */
export default function SavedPage() {
  const { t } = useTranslation('social')
  return (
    <SocialPage title={t('saved.title')} lead={t('saved.lead')}>
      <Posts
        which={{ of: 'saved' }}
        empty={
          <EmptyState icon={Bookmark} title={t('saved.empty')}>
            {t('saved.emptyWords')}
          </EmptyState>
        }
      />
    </SocialPage>
  )
}
