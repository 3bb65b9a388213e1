import { Newspaper } from 'lucide-react'

import { ButtonLink } from '@/kit/Button'
import { EmptyState } from '@/kit/EmptyState'
import { useTranslation } from '@/kit/i18n'

import { Composer } from './Composer'
import { Posts } from './Posts'
import { SocialPage } from './SocialPage'

/** What the people one follows post, the newest first, and a place to write. */
export default function FollowingPage() {
  const { t } = useTranslation('social')
  return (
    <SocialPage title={t('following.title')} lead={t('following.lead')}>
      <Composer />
      <Posts
        which={{ of: 'following' }}
        empty={
          <EmptyState
            icon={Newspaper}
            title={t('following.empty')}
            actions={<ButtonLink to="/people/all">{t('following.find')}</ButtonLink>}
          >
            {t('following.emptyWords')}
          </EmptyState>
        }
      />
    </SocialPage>
  )
}
