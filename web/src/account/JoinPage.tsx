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
    queryFn: ({ signal }) => call(api.POST('/api/invitations/check', { body: { token }, signal })),
    retry: false,
    staleTime: Infinity,
  })
  // A link can also lead back into an account: its password was lost, or the operator made it.
  const isReturn = invitation.data?.is_new_account === false
  return (
    <div className={css.single}>
      <DocumentTitle>{t('join.title')}</DocumentTitle>
      <div className={css.head}>
        <h1>{t(isReturn ? 'join.returnHeadline' : 'join.headline')}</h1>
        {invitation.data?.invited_by && <p>{t('join.by', { name: invitation.data.invited_by })}</p>}
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
          <p className={css.quiet}>{t(isReturn ? 'join.returnLead' : 'join.lead')}</p>
          <Card>
            <NewAccountForm
              submit={t(isReturn ? 'join.returnSubmit' : 'join.submit')}
              invitation={token}
              email={invitation.data.email}
              displayName={invitation.data.display_name}
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
