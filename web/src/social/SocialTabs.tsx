import { useQuery } from '@tanstack/react-query'
import { Bookmark, CircleUserRound, Gavel, Newspaper, Scale, UsersRound } from 'lucide-react'

import { ButtonLink } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import { Notice } from '@/kit/Notice'
import { LinkTabs } from '@/kit/Tabs'

import { newsQuery } from './safety-api'

/** The pages beneath 'People', and a word when something was decided about the person. */
export function SocialTabs({ isStanding = false }: { isStanding?: boolean }) {
  const { t } = useTranslation('social')
  const { data: news } = useQuery(newsQuery)
  const unseen = news?.unseen ?? 0
  return (
    <>
      <LinkTabs
        label={t('tabs.label')}
        links={[
          { to: '/people', label: t('tabs.following'), icon: Newspaper, isExact: true },
          { to: '/people/all', label: t('tabs.all'), icon: UsersRound },
          { to: '/people/saved', label: t('tabs.saved'), icon: Bookmark },
          { to: '/people/me', label: t('tabs.me'), icon: CircleUserRound },
          { to: '/people/standing', label: t('tabs.standing'), icon: Scale },
          ...(news?.is_moderator
            ? [{ to: '/people/moderation', label: t('tabs.moderation'), icon: Gavel }]
            : []),
        ]}
      />
      {unseen > 0 && !isStanding && (
        <Notice
          tone="warn"
          role="status"
          title={t('standing.news', { count: unseen })}
          actions={
            <ButtonLink size="s" to="/people/standing">
              {t('standing.see')}
            </ButtonLink>
          }
        />
      )}
    </>
  )
}
