import { useState } from 'react'
import { useSearchParams } from 'react-router'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { Field, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Notice } from '@/kit/Notice'
import { Page } from '@/kit/Page'

import css from './Apps.module.css'
import { AskCard } from './AskCard'

type Waiting = components['schemas']['WaitingOut']

/** A device without a browser shows a code; the person types it here and says yes or no. */
export default function DevicePage() {
  const { t } = useTranslation('gateway')
  const [search] = useSearchParams()
  const [code, setCode] = useState(search.get('code') ?? '')
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const [answered, setAnswered] = useState<boolean | null>(null)

  async function answer(isGranted: boolean) {
    await api.POST('/api/oauth/device/answer', {
      body: { user_code: code, is_granted: isGranted },
    })
    setWaiting(null)
    setAnswered(isGranted)
  }

  async function look() {
    setWaiting(await call(api.POST('/api/oauth/device', { body: { user_code: code } })))
  }

  function again() {
    setCode('')
    setAnswered(null)
  }

  return (
    <Page
      isNarrow
      title={waiting === null ? t('device.title') : t('ask.titleNamed', { name: waiting.name })}
      lead={t('device.lead')}
    >
      {answered !== null && (
        <Notice
          tone={answered ? 'good' : 'calm'}
          role="status"
          title={t(answered ? 'device.granted' : 'device.refused')}
          actions={<Button onClick={again}>{t('device.again')}</Button>}
        >
          {t(answered ? 'device.grantedHint' : 'device.refusedHint')}
        </Notice>
      )}
      {answered === null && waiting === null && (
        <Card>
          <Form onSubmit={look} actions={<SubmitButton>{t('device.go')}</SubmitButton>}>
            <Field label={t('device.code')} name="user_code" hint={t('device.hint')}>
              <TextInput
                required
                className={css.code}
                value={code}
                onChange={({ target }) => setCode(target.value)}
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                maxLength={20}
              />
            </Field>
          </Form>
        </Card>
      )}
      {waiting !== null && (
        <AskCard
          name={waiting.name}
          scopes={waiting.scopes}
          place="device"
          origin={null}
          onAnswer={answer}
        />
      )}
    </Page>
  )
}
