import { useQuery } from '@tanstack/react-query'
import { PackageOpen } from 'lucide-react'
import { Suspense, use } from 'react'

import { usePerson } from '@/api/session'
import { ButtonLink } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import { Openings } from '@/kit/openings'

import { useChat } from './chat-context'
import { aboutQuery } from './store'
import css from './Welcome.module.css'

/** Stands where no message is yet: a greeting, and what one could ask. */
export function Welcome() {
  const { t } = useTranslation('assistant')
  const { place, actions } = useChat()
  const person = usePerson()
  const { data: about } = useQuery(aboutQuery)
  const openings = use(Openings)
  const [first, second] = about?.people ?? []
  const knows = about?.has_memories ?? true
  const suggestions = [
    ...(first === undefined ? [] : [t('suggest.said', { name: first })]),
    ...(second === undefined ? [] : [t('suggest.plans', { name: second })]),
    t('suggest.remember'),
    t('suggest.remind'),
  ].slice(0, 4)
  return (
    <div className={css.welcome}>
      {place !== 'temporary' &&
        openings.map((Opening, index) => (
          <Suspense key={index}>
            <Opening />
          </Suspense>
        ))}
      <h2 className={css.hello}>{t('hello', { name: person.display_name.split(' ')[0] })}</h2>
      {(place === 'temporary' || knows) && (
        <p className={css.lead}>{place === 'temporary' ? t('temporaryOn') : t('helloLead')}</p>
      )}
      {place !== 'temporary' && (
        <>
          {about && !knows && (
            <div className={css.bring}>
              <div>
                <strong>{t('bringTitle')}</strong>
                <p>{t('bringLead')}</p>
              </div>
              <ButtonLink to="/bring" kind="primary" icon={PackageOpen}>
                {t('bring')}
              </ButtonLink>
            </div>
          )}
          {about && (
            <ul className={css.suggestions} role="list" aria-label={t('suggest.label')}>
              {suggestions.map((words) => (
                <li key={words}>
                  <button type="button" onClick={() => actions.say(words)}>
                    {words}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </div>
  )
}
