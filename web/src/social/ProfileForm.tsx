import { useState } from 'react'

import { api } from '@/api/client'
import { usePerson } from '@/api/session'
import { Checkbox, Field, TextArea, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { toast } from '@/kit/toasts'

import { useReload, type Profile } from './api'
import { suggestHandle } from './handle'

/** How the person shows themselves; without a profile it makes one. */
export function ProfileForm({ profile }: { profile: Profile | null }) {
  const { t } = useTranslation('social')
  const reload = useReload()
  const { display_name: name } = usePerson()
  const [isPrivate, setPrivate] = useState(profile?.is_private ?? false)
  return (
    <Form
      onSubmit={async (value) => {
        const body = {
          name: value('name'),
          handle: value('handle'),
          bio: value('bio'),
          is_private: isPrivate,
        }
        await api.PUT('/api/social/profile', { body })
        await reload()
        if (profile !== null) toast({ title: t('profile.saved') })
      }}
      actions={<SubmitButton>{t(profile === null ? 'profile.join' : 'profile.save')}</SubmitButton>}
    >
      <Field name="name" label={t('profile.name')}>
        <TextInput required maxLength={80} defaultValue={profile?.name ?? name} />
      </Field>
      <Field name="handle" label={t('profile.handle')} hint={t('profile.handleHint')}>
        <TextInput
          required
          maxLength={31}
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={profile?.handle ?? suggestHandle(name)}
        />
      </Field>
      <Field name="bio" label={t('profile.bio')} isOptional>
        <TextArea maxLength={500} rows={3} dir="auto" defaultValue={profile?.bio ?? ''} />
      </Field>
      <Checkbox
        label={t('profile.private')}
        checked={isPrivate}
        onChange={(event) => setPrivate(event.target.checked)}
      />
    </Form>
  )
}
