import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { sessionQuery, usePerson, type Person, type Session } from '@/api/session'
import { Button, ButtonLink } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { Dialog } from '@/kit/Dialog'
import { Field, PasswordInput, Select, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { Trans, useTranslation } from '@/kit/i18n'
import { toast } from '@/kit/toasts'

import css from './AccountSettings.module.css'
import { localeName, LOCALES, timeZones } from './locales'

/** Puts the changed person into the session that is kept. */
function useKeepPerson(): (person: Person) => void {
  const queries = useQueryClient()
  return (person) =>
    queries.setQueryData(sessionQuery.queryKey, (session: Session | null | undefined) =>
      session ? { ...session, person } : session,
    )
}

function Profile() {
  const { t } = useTranslation('account')
  const person = usePerson()
  const keep = useKeepPerson()
  const locales = LOCALES.includes(person.locale) ? LOCALES : [person.locale, ...LOCALES]
  const zones = timeZones(person.time_zone)
  return (
    <Card title={t('profile.title')}>
      <Form
        onSubmit={async (value) => {
          const body = {
            display_name: value('display_name'),
            locale: value('locale'),
            time_zone: value('time_zone'),
          }
          keep(await call(api.PATCH('/api/account', { body })))
          toast({ title: t('profile.saved') })
        }}
        actions={<SubmitButton>{t('profile.save')}</SubmitButton>}
      >
        <Field name="display_name" label={t('field.name')}>
          <TextInput
            required
            maxLength={80}
            autoComplete="name"
            defaultValue={person.display_name}
          />
        </Field>
        <div className={css.pair}>
          <Field name="locale" label={t('field.locale')} hint={t('field.localeHint')}>
            <Select defaultValue={person.locale}>
              {locales.map((locale) => (
                <option key={locale} value={locale} lang={locale}>
                  {localeName(locale)}
                </option>
              ))}
            </Select>
          </Field>
          <Field name="time_zone" label={t('field.timeZone')}>
            <Select defaultValue={person.time_zone}>
              {zones.map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll('_', ' ')}
                </option>
              ))}
            </Select>
          </Field>
        </div>
      </Form>
    </Card>
  )
}

function Email() {
  const { t } = useTranslation('account')
  const person = usePerson()
  const keep = useKeepPerson()
  const [isOpen, setOpen] = useState(false)
  return (
    <Card title={t('email.title')}>
      <p>
        <Trans
          t={t}
          i18nKey="email.now"
          values={{ email: person.email }}
          components={{ b: <strong /> }}
        />
      </p>
      <div>
        <Button onClick={() => setOpen(true)}>{t('email.change')}</Button>
      </div>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t('email.change')}>
        <Form
          onSubmit={async (value) => {
            const body = { email: value('email'), password: value('password') }
            const changed = await call(api.PUT('/api/account/email', { body }))
            keep(changed)
            setOpen(false)
            toast({ title: t('email.saved', { email: changed.email }) })
          }}
          actions={<SubmitButton>{t('email.change')}</SubmitButton>}
        >
          <Field name="email" label={t('email.new')}>
            <TextInput type="email" required autoComplete="email" data-autofocus="" />
          </Field>
          <Field name="password" label={t('field.oldPassword')}>
            <PasswordInput required autoComplete="current-password" />
          </Field>
        </Form>
      </Dialog>
    </Card>
  )
}

/** Leads to where it is done: one place tells what goes, and offers to take it along first. */
function Leaving() {
  const { t } = useTranslation('account')
  return (
    <Card title={t('erase.title')} hint={t('erase.hint')}>
      <div>
        <ButtonLink to="/you/export">{t('erase.open')}</ButtonLink>
      </div>
    </Card>
  )
}

/** Name, locale, e-mail and the end of the account. */
export default function AccountSettings() {
  return (
    <>
      <Profile />
      <Email />
      <Leaving />
    </>
  )
}
