import { useQueryClient } from '@tanstack/react-query'

import { api } from '@/api/client'
import { sessionQuery, usePerson } from '@/api/session'
import { Card } from '@/kit/Card'
import { Field, PasswordInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { toast } from '@/kit/toasts'

import { PASSWORD_MIN } from './entering'

/** Another password. */
export function Password() {
  const { t } = useTranslation('account')
  const { email } = usePerson()
  const queries = useQueryClient()
  return (
    <Card title={t('password.title')} hint={t('password.hint')}>
      <Form
        onSubmit={async (value, form) => {
          await api.PUT('/api/account/password', { body: { old: value('old'), new: value('new') } })
          form.reset()
          toast({ title: t('password.saved') })
          await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
          await queries.invalidateQueries({ queryKey: ['sessions'] })
        }}
        actions={<SubmitButton kind="plain">{t('password.change')}</SubmitButton>}
      >
        {/* Tells a password manager whose password this is. */}
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <Field name="old" label={t('field.oldPassword')}>
          <PasswordInput required autoComplete="current-password" />
        </Field>
        <Field
          name="new"
          label={t('field.newPassword')}
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
    </Card>
  )
}
