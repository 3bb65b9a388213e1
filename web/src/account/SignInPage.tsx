import { useMutation, useQuery } from '@tanstack/react-query'
import {
  browserSupportsWebAuthn,
  startAuthentication,
  WebAuthnError,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { KeyRound } from 'lucide-react'
import { Navigate, useSearchParams } from 'react-router'

import { api, call } from '@/api/client'
import { sessionQuery } from '@/api/session'
import { Button } from '@/kit/Button'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { Field, PasswordInput, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { Trans, useTranslation } from '@/kit/i18n'
import { Notice } from '@/kit/Notice'
import { DocumentTitle } from '@/kit/Page'

import { safeNext, useEnter } from './entering'
import css from './Open.module.css'

function usePasskey() {
  const enter = useEnter()
  return useMutation({
    meta: { isQuiet: true },
    mutationFn: async () => {
      const options = await call(api.POST('/api/session/passkey/options'))
      const credential = await startAuthentication({
        optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON,
      })
      return call(
        api.POST('/api/session/passkey', {
          body: { credential: credential as unknown as Record<string, never> },
        }),
      )
    },
    onSuccess: (session) => enter(session),
  })
}

/** Whether the person closed the browser's own window, which is no error. */
const isCancelled = (error: unknown) =>
  (error instanceof WebAuthnError || error instanceof DOMException) &&
  ['NotAllowedError', 'AbortError'].includes(error.name)

/** Signing in, by password or passkey. */
export default function SignInPage() {
  const { t } = useTranslation('account')
  const session = useQuery(sessionQuery)
  const [search] = useSearchParams()
  const enter = useEnter()
  const passkey = usePasskey()
  if (session.data) return <Navigate to={safeNext(search.get('next'))} replace />
  return (
    <div className={css.single}>
      <DocumentTitle>{t('signIn.title')}</DocumentTitle>
      <div className={css.head}>
        <h1>{t('signIn.title')}</h1>
        <p>{t('signIn.lead')}</p>
      </div>
      <Form
        onSubmit={async (value) => {
          const body = { email: value('email'), password: value('password') }
          await enter(await call(api.POST('/api/session', { body })))
        }}
        actions={<SubmitButton isWide>{t('signIn.submit')}</SubmitButton>}
      >
        <Field name="email" label={t('field.email')}>
          <TextInput type="email" required autoComplete="username" />
        </Field>
        <Field name="password" label={t('field.password')}>
          <PasswordInput required autoComplete="current-password" />
        </Field>
      </Form>
      {browserSupportsWebAuthn() && (
        <>
          <div className={css.or}>{t('signIn.or')}</div>
          <Button
            icon={KeyRound}
            isWide
            isBusy={passkey.isPending}
            onClick={() => passkey.mutate()}
          >
            {t('signIn.passkey')}
          </Button>
          {passkey.error !== null &&
            (isCancelled(passkey.error) ? (
              <Notice role="status">{t('signIn.passkeyCancelled')}</Notice>
            ) : (
              <ErrorNotice error={passkey.error} />
            ))}
        </>
      )}
      <details className={css.quiet}>
        <summary>{t('signIn.forgot')}</summary>
        <p>
          <Trans
            t={t}
            i18nKey="signIn.forgotDetail"
            values={{ email: 'you@example.org' }}
            components={{ c: <code /> }}
          />
        </p>
      </details>
      <p className={css.quiet}>{t('signIn.noAccount')}</p>
    </div>
  )
}
