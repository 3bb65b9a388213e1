import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { usePerson } from '@/api/session'
import { Button } from '@/kit/Button'
import { Avatar, Card } from '@/kit/Card'
import { SearchField } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Notice } from '@/kit/Notice'
import { toastError } from '@/kit/toasts'

import { getPeople, peopleKey } from './api'
import { judgeQuery, moderatorsQuery, setModerator, useReloadSafety } from './safety-api'

/** Who looks at reports beside the operators, who name them. */
export function Moderators() {
  const { t } = useTranslation('social')
  const { data: moderators } = useQuery(moderatorsQuery)
  const reload = useReloadSafety()
  const [words, setWords] = useState('')
  const { data: found } = useQuery({
    queryKey: [...peopleKey(words), 'moderators'],
    queryFn: ({ signal }) => getPeople(words, null, signal),
    enabled: words.trim() !== '',
  })
  const act = (person: string, isOne: boolean) => {
    setModerator(person, isOne)
      .then(() => setWords(''))
      .then(reload)
      .catch(toastError)
  }
  const known = new Set(moderators?.map(({ id }) => id))
  const offered =
    words.trim() === '' ? [] : (found?.people ?? []).filter(({ id }) => !known.has(id))
  const { data: judge } = useQuery(judgeQuery(usePerson().id))
  return (
    <Card title={t('moderation.moderators')} hint={t('moderation.moderatorsHint')}>
      {judge?.has_judge === false && (
        <Notice tone="warn" title={t('moderation.aloneTitle')}>
          {t('moderation.alone')}
        </Notice>
      )}
      {moderators !== undefined && moderators.length > 0 && (
        <Rows label={t('moderation.moderators')}>
          {moderators.map(({ id, name }) => (
            <Row
              key={id}
              start={<Avatar name={name} />}
              title={name}
              actions={
                <Button
                  size="s"
                  aria-label={t('moderation.dropNamed', { name })}
                  onClick={() => act(id, false)}
                >
                  {t('moderation.drop')}
                </Button>
              }
            />
          ))}
        </Rows>
      )}
      <SearchField label={t('moderation.find')} value={words} onChange={setWords} />
      {offered.length > 0 && (
        <Rows label={t('moderation.found')}>
          {offered.map(({ id, name, handle }) => (
            <Row
              key={id}
              start={<Avatar name={name} />}
              title={name}
              hint={`@${handle}`}
              actions={
                <Button
                  size="s"
                  aria-label={t('moderation.nameNamed', { name })}
                  onClick={() => act(id, true)}
                >
                  {t('moderation.name')}
                </Button>
              }
            />
          ))}
        </Rows>
      )}
    </Card>
  )
}
