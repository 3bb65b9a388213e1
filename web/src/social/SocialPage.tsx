import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { Card } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { Page } from '@/kit/Page'

import { profileQuery } from './api'
import { ProfileForm } from './ProfileForm'
import { SocialTabs } from './SocialTabs'

export interface SocialPageProps {
  title: string
  lead?: string
  /** Keeps the heading for screen readers only. */
  isBare?: boolean
  children: ReactNode
}

/** One of the pages beneath 'People'. Whoever doesn't show themselves yet is asked to, and sees nothing else. */
export function SocialPage({ title, lead, isBare, children }: SocialPageProps) {
  const { t } = useTranslation('social')
  const own = useQuery(profileQuery)
  return (
    <Page title={title} isNarrow {...(lead !== undefined && { lead })} {...(isBare && { isBare })}>
      <Loaded query={own}>
        {({ profile }) =>
          profile === null ? (
            <Card title={t('profile.joinTitle')} hint={t('profile.joinWords')}>
              <ProfileForm profile={null} />
            </Card>
          ) : (
            <>
              <SocialTabs />
              {children}
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
