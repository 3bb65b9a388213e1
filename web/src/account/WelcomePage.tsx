import { useQuery } from '@tanstack/react-query'
import { Eraser, House, Quote } from 'lucide-react'
import { Navigate } from 'react-router'

import { api, call } from '@/api/client'
import { useSession } from '@/api/session'
import { ButtonLink } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { Trans, useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { Notice } from '@/kit/Notice'
import { DocumentTitle } from '@/kit/Page'

import { NewAccountForm } from './NewAccountForm'
import css from './Open.module.css'

const POINTS = [
  ['here', 'hereDetail', House],
  ['evidence', 'evidenceDetail', Quote],
  ['forget', 'forgetDetail', Eraser],
] as const

/** The first page of a new Beknown: what it is, and the account of its operator. */
export default function WelcomePage() {
  const { t } = useTranslation('account')
  const session = useSession()
  const setup = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => call(api.GET('/api/setup', { signal })),
  })
  if (session) return <Navigate to="/" replace />
  return (
    <div className={css.split}>
      <DocumentTitle>{t('welcome.title')}</DocumentTitle>
      <div className={css.pitch}>
        <h1 className={css.headline}>
          <Trans t={t} i18nKey="welcome.headline" components={{ m: <mark /> }} />
        </h1>
        <p className={css.lead}>{t('welcome.lead')}</p>
        <ul role="list" className={css.points}>
          {POINTS.map(([title, detail, Icon]) => (
            <li key={title} className={css.point}>
              <Icon aria-hidden />
              <strong>{t(`welcome.points.${title}`)}</strong>
              <span>{t(`welcome.points.${detail}`)}</span>
            </li>
          ))}
        </ul>
      </div>
      <Loaded query={setup}>
        {({ has_operator: isTaken }) =>
          isTaken ? (
            <Notice
              actions={<ButtonLink to="/sign-in">{t('signIn.title')}</ButtonLink>}
              title={t('welcome.taken')}
            />
          ) : (
            <Card title={t('welcome.formTitle')} hint={t('welcome.formHint')}>
              <NewAccountForm submit={t('welcome.submit')} to="/" />
            </Card>
          )
        }
      </Loaded>
    </div>
  )
}
