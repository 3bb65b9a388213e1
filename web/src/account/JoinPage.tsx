import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'

import { api, call } from '@/api/client'
import { useSession } from '@/api/session'
import { ButtonLink } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { useTranslation } from '@/kit/i18n'
import { Notice } from '@/kit/Notice'
import { DocumentTitle } from '@/kit/Page'
import { Skeleton } from '@/kit/Progress'
import { Time } from '@/kit/Time'

import { NewAccountForm } from './NewAccountForm'
import css from './Open.module.css'

/** Where an invitation leads: an account of one's own. */
export default function JoinPage() {
  const { t } = useTranslation('account')
  const { token = '' } = useParams()
  const session = useSession()
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) =>
      call(api.GET('/api/invitations/{token}', { params: { path: { token } }, signal })),
  })
  return (
    <div className={css.single}>
      <DocumentTitle>{t('join.title')}</DocumentTitle>
      <div className={css.head}>
        <h1>{t('join.headline')}</h1>
        {invitation.data && <p>{t('join.by', { name: invitation.data.invited_by })}</p>}
      </div>
      {invitation.isPending && <Skeleton lines={3} />}
      {invitation.error && (
        <ErrorNotice
          error={invitation.error}
          actions={
            <ButtonLink size="s" to="/sign-in">
              {t('signIn.title')}
            </ButtonLink>
          }
        />
      )}
      {session && (
        <Notice tone="warn">{t('join.signedIn', { name: session.person.display_name })}</Notice>
      )}
      {invitation.data && !session && (
        <>
          {invitation.data.note && <p className={css.quote}>{invitation.data.note}</p>}
          <p className={css.quiet}>{t('join.lead')}</p>
          <Card>
            <NewAccountForm
              submit={t('join.submit')}
              invitation={token}
              email={invitation.data.email}
              to="/"
            />
          </Card>
          <p className={css.quiet}>
            {t('join.expires')} <Time at={invitation.data.expires_at} as="dateTime" />.
          </p>
        </>
      )}
    </div>
  )
}
