import { api, call } from '@/api/client'
import { Field, PasswordInput, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { browserLocale } from '@/kit/locale'

import { PASSWORD_MIN, useEnter } from './entering'

export interface NewAccountFormProps {
  submit: string
  invitation?: string
  /** The address that the invitation is for. */
  email?: string | null
  /** The name it was made for. */
  displayName?: string | null
  /** Where to go then. */
  to: string
}

/** Name, e-mail and password of a new account; enters with it. */
export function NewAccountForm({
  submit,
  invitation,
  email,
  displayName,
  to,
}: NewAccountFormProps) {
  const { t } = useTranslation('account')
  const enter = useEnter()
  return (
    <Form
      onSubmit={async (value) => {
        const { locale, timeZone } = browserLocale()
        const session = await call(
          api.POST('/api/accounts', {
            body: {
              display_name: value('display_name'),
              email: value('email'),
              password: value('password'),
              locale,
              time_zone: timeZone,
              ...(invitation !== undefined && { invitation }),
            },
          }),
        )
        await enter(session, to)
      }}
      actions={<SubmitButton isWide>{submit}</SubmitButton>}
    >
      <Field name="display_name" label={t('field.name')} hint={t('field.nameHint')}>
        <TextInput
          required
          maxLength={200}
          autoComplete="name"
          defaultValue={displayName ?? undefined}
        />
      </Field>
      <Field name="email" label={t('field.email')}>
        <TextInput
          type="email"
          required
          maxLength={254}
          autoComplete="username"
          defaultValue={email ?? undefined}
          readOnly={Boolean(email)}
        />
      </Field>
      <Field
        name="password"
        label={t('field.password')}
        hint={t('field.passwordHint', { count: PASSWORD_MIN })}
      >
        <PasswordInput
          required
          minLength={PASSWORD_MIN}
          maxLength={1024}
          autoComplete="new-password"
        />
      </Field>
    </Form>
  )
}
