import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'

import { usePerson } from '@/api/session'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { EmptyState } from '@/kit/EmptyState'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { Page } from '@/kit/Page'
import { Tabs } from '@/kit/Tabs'

import { CaseCard } from './CaseCard'
import { Moderators } from './Moderators'
import { casesKey, getCases, newsQuery } from './safety-api'
import css from './Safety.module.css'
import { SocialTabs } from './SocialTabs'

/** What was reported, for those who decide upon it. */
export default function ModerationPage() {
  const { t } = useTranslation('social')
  const { role } = usePerson()
  const news = useQuery(newsQuery)
  return (
    <Page title={t('moderation.title')} lead={t('moderation.lead')} isNarrow>
      <SocialTabs />
      <Loaded query={news}>
        {({ is_moderator: isModerator }) =>
          isModerator ? (
            <>
              <Tabs
                label={t('moderation.views')}
                tabs={[
                  { id: 'waiting', label: t('moderation.waiting'), content: <Cases isWaiting /> },
                  {
                    id: 'decided',
                    label: t('moderation.decided'),
                    content: <Cases isWaiting={false} />,
                  },
                ]}
              />
              {role === 'operator' && <Moderators />}
            </>
          ) : (
            <Card title={t('moderation.closed')} hint={t('moderation.closedWords')} />
          )
        }
      </Loaded>
    </Page>
  )
}

function Cases({ isWaiting }: { isWaiting: boolean }) {
  const { t } = useTranslation('social')
  const query = useInfiniteQuery({
    queryKey: casesKey(isWaiting),
    queryFn: ({ pageParam, signal }) => getCases(isWaiting, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => (page.has_more ? pages.length : null),
  })
  return (
    <Loaded
      query={query}
      isEmpty={({ pages }) => pages[0]?.cases.length === 0}
      empty={
        <EmptyState
          icon={Inbox}
          title={t(isWaiting ? 'moderation.nothing' : 'moderation.nothingDecided')}
        >
          {t('moderation.nothingWords')}
        </EmptyState>
      }
    >
      {({ pages }) => (
        <div className={css.cases}>
          {pages
            .flatMap(({ cases }) => cases)
            .map((each) => (
              <CaseCard key={each.id} found={each} />
            ))}
          {query.hasNextPage && (
            <Button
              kind="quiet"
              isBusy={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('all.more')}
            </Button>
          )}
        </div>
      )}
    </Loaded>
  )
}
