import { useQuery } from '@tanstack/react-query'
import { Bookmark, CircleUserRound, Newspaper, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'

import { Card } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { Page } from '@/kit/Page'
import { LinkTabs } from '@/kit/Tabs'

import { profileQuery } from './api'
import { ProfileForm } from './ProfileForm'

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
              <LinkTabs
                label={t('tabs.label')}
                links={[
                  { to: '/people', label: t('tabs.following'), icon: Newspaper, isExact: true },
                  { to: '/people/all', label: t('tabs.all'), icon: UsersRound },
                  { to: '/people/saved', label: t('tabs.saved'), icon: Bookmark },
                  { to: '/people/me', label: t('tabs.me'), icon: CircleUserRound },
                ]}
              />
              {children}
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
