import { useQuery } from '@tanstack/react-query'
import { UserX } from 'lucide-react'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { usePerson } from '@/api/session'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { Dialog } from '@/kit/Dialog'
import { Field, PasswordInput, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Notice } from '@/kit/Notice'

/** Erase the account with everything. */
export function EraseCard() {
  const { t } = useTranslation('events')
  const [isOpen, setOpen] = useState(false)
  return (
    <Card title={t('export.erase')} hint={t('export.eraseHint')}>
      <div>
        <Button kind="danger" icon={UserX} onClick={() => setOpen(true)}>
          {t('export.eraseAction')}
        </Button>
      </div>
      {isOpen && <EraseDialog onClose={() => setOpen(false)} />}
    </Card>
  )
}

function EraseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('events')
  const { t: kit } = useTranslation('kit')
  const { email } = usePerson()
  const { data } = useQuery({
    queryKey: ['you', 'erasing'],
    queryFn: ({ signal }) => call(api.GET('/api/account/erasing', { signal })),
  })
  return (
    <Dialog isOpen onClose={onClose} title={t('export.eraseTitle')}>
      <Notice tone="warn">{t('export.eraseWords')}</Notice>
      <Form
        onSubmit={async (values) => {
          const password = values('password')
          await call(
            api.DELETE('/api/account', {
              body: { email: values('email'), password: password === '' ? null : password },
            }),
          )
          // Nothing of what this page still holds in memory may stay.
          location.replace('/')
        }}
        actions={
          <>
            <SubmitButton kind="danger">{t('export.eraseNow')}</SubmitButton>
            <Button onClick={onClose}>{kit('cancel')}</Button>
          </>
        }
      >
        <Field name="email" label={t('export.email')} hint={email}>
          <TextInput required type="email" autoComplete="off" data-autofocus="" />
        </Field>
        {data?.needs_password === true && (
          <Field name="password" label={t('export.password')}>
            <PasswordInput required autoComplete="current-password" />
          </Field>
        )}
        {data?.needs_password === false && <p>{t('export.fresh')}</p>}
      </Form>
    </Dialog>
  )
}
