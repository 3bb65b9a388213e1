import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { SearchX, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'

import { usePerson } from '@/api/session'
import { Button, ButtonLink } from '@/kit/Button'
import { Badge, Card } from '@/kit/Card'
import { EmptyState } from '@/kit/EmptyState'
import { SearchField } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { toastError } from '@/kit/toasts'

import { answer, askingQuery, getPeople, peopleKey, useReload, type Person } from './api'
import { FollowButton } from './FollowButton'
import { Portrait } from './Portrait'
import css from './Social.module.css'
import { SocialPage } from './SocialPage'

/** Who shows themselves in this place, and who asks to follow. */
export default function PeoplePage() {
  const { t } = useTranslation('social')
  const [words, setWords] = useState('')
  return (
    <SocialPage title={t('all.title')} lead={t('all.lead')}>
      <Asking />
      <SearchField label={t('all.search')} value={words} onChange={setWords} />
      <Everybody words={words.trim()} />
    </SocialPage>
  )
}

function Everybody({ words }: { words: string }) {
  const { t } = useTranslation('social')
  const query = useInfiniteQuery({
    queryKey: peopleKey(words),
    queryFn: ({ pageParam, signal }) => getPeople(words, pageParam, signal),
    initialPageParam: null as Person | null,
    getNextPageParam: (page) => (page.has_more ? page.people.at(-1) : null),
    placeholderData: keepPreviousData,
  })
  return (
    <Loaded
      query={query}
      isEmpty={({ pages }) => pages[0]?.people.length === 0}
      empty={<Nobody words={words} />}
    >
      {({ pages }) => (
        <div className={css.everybody}>
          <Rows label={t('all.list')}>
            {pages
              .flatMap(({ people }) => people)
              .map((person) => (
                <PersonRow key={person.id} person={person} />
              ))}
          </Rows>
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

function PersonRow({ person }: { person: Person }) {
  const { t } = useTranslation('social')
  return (
    <Row
      start={<Portrait of={person} />}
      title={
        <>
          <Link to={`/people/of/${person.id}`} dir="auto">
            {person.name}
          </Link>
          {person.is_private && <Badge>{t('person.private')}</Badge>}
          {person.theirs === 'follows' && <Badge tone="accent">{t('person.followsYou')}</Badge>}
        </>
      }
      hint={`@${person.handle}`}
      actions={<FollowButton person={person} />}
    />
  )
}

function Nobody({ words }: { words: string }) {
  const { t } = useTranslation('social')
  const { role } = usePerson()
  if (words !== '')
    return (
      <EmptyState icon={SearchX} title={t('all.noMatch')}>
        {t('all.noMatchWords')}
      </EmptyState>
    )
  return (
    <EmptyState
      icon={UsersRound}
      title={t('all.empty')}
      actions={
        role === 'operator' && (
          <ButtonLink kind="primary" to="/settings/people">
            {t('all.invite')}
          </ButtonLink>
        )
      }
    >
      {t('all.emptyWords')}
    </EmptyState>
  )
}

function Asking() {
  const { t } = useTranslation('social')
  const reload = useReload()
  const { data: asking } = useQuery(askingQuery)
  if (!asking?.length) return null
  const say = (person: Person, isAccepted: boolean) => {
    answer(person.id, isAccepted).then(reload).catch(toastError)
  }
  return (
    <Card title={t('all.asking')}>
      <Rows label={t('all.asking')}>
        {asking.map((person) => (
          <Row
            key={person.id}
            start={<Portrait of={person} />}
            title={
              <Link to={`/people/of/${person.id}`} dir="auto">
                {person.name}
              </Link>
            }
            hint={`@${person.handle}`}
            actions={
              <>
                <Button
                  size="s"
                  kind="primary"
                  aria-label={t('person.acceptNamed', { name: person.name })}
                  onClick={() => say(person, true)}
                >
                  {t('person.accept')}
                </Button>
                <Button
                  size="s"
                  aria-label={t('person.refuseNamed', { name: person.name })}
                  onClick={() => say(person, false)}
                >
                  {t('person.refuse')}
                </Button>
              </>
            }
          />
        ))}
      </Rows>
    </Card>
  )
}
