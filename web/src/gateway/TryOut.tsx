import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { Card } from '@/kit/Card'
import { Field, PasswordInput, Select, TextArea } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'
import { Markdown } from '@/kit/Markdown'
import { Notice } from '@/kit/Notice'
import { Tabs } from '@/kit/Tabs'

import { BASE, listModels, Refused } from './ask'
import { asBlock, LANGUAGES } from './code'
import css from './Developers.module.css'
import { Playground } from './Playground'

export interface TryOutProps {
  token: string
  onToken: (token: string) => void
}

/** One message to one model: sent from here, or by a program. */
export function TryOut({ token, onToken }: TryOutProps) {
  const { t } = useTranslation('gateway')
  const [chosen, setChosen] = useState('')
  const [message, setMessage] = useState(() => t('try.example'))
  const models = useQuery({
    queryKey: ['gateway', 'models', token],
    queryFn: ({ signal }) => listModels(token, signal),
    enabled: token !== '',
    retry: false,
    gcTime: 0,
  })
  const names = models.data ?? []
  const model = names.includes(chosen) ? chosen : (names[0] ?? '')
  const base = `${location.origin}${BASE}`
  const wish = { base, model: model === '' ? t('try.anyModel') : model, message }
  return (
    <Card title={t('try.title')} hint={t('try.hint', { base })}>
      <div className={css.inputs}>
        <Field label={t('try.key')} hint={t('try.keyHint')}>
          <PasswordInput
            value={token}
            autoComplete="off"
            placeholder="bk_…"
            onChange={({ target }) => onToken(target.value.trim())}
          />
        </Field>
        <Field label={t('try.model')} {...(token === '' && { hint: t('try.modelHint') })}>
          <Select
            value={model}
            disabled={names.length === 0}
            onChange={({ target }) => setChosen(target.value)}
          >
            {names.length === 0 && <option value="">{t('try.noModel')}</option>}
            {names.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {models.error !== null && token !== '' && <Refusal error={models.error} />}
      <Field label={t('try.message')}>
        <TextArea
          value={message}
          maxLength={20_000}
          onChange={({ target }) => setMessage(target.value)}
        />
      </Field>
      <Tabs
        label={t('try.ways')}
        tabs={[
          {
            id: 'here',
            label: t('try.here'),
            content: <Playground token={token} base={base} model={model} message={message} />,
          },
          ...LANGUAGES.map((language) => ({
            id: language,
            label: t(`try.${language}`),
            content: (
              <div className={css.code}>
                <Markdown text={asBlock(language, wish)} />
                <p className={css.soft}>{t('try.environment')}</p>
              </div>
            ),
          })),
        ]}
      />
    </Card>
  )
}

/** What the API said of a request that it refused. */
export function Refusal({ error }: { error: Error }) {
  const { t } = useTranslation('gateway')
  const title =
    error instanceof Refused
      ? t('try.refused', { status: error.status, code: error.code ?? '' }).trim()
      : t('try.unreached')
  return (
    <Notice tone="bad" role="alert" title={title}>
      {error.message}
    </Notice>
  )
}
