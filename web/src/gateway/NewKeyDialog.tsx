import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { Button } from '@/kit/Button'
import { CopyField } from '@/kit/CopyField'
import { Dialog } from '@/kit/Dialog'
import { Checkbox, Field, Select, TextInput } from '@/kit/Field'
import { Form, SubmitButton, type Values } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Notice } from '@/kit/Notice'

import css from './Developers.module.css'
import { KEYS, pricesQuery, type NewKey } from './queries'

const LIFETIMES = [7, 30, 90, 365] as const
const SCOPES = ['plain', 'personal'] as const
const DAY_MS = 86_400_000

const micros = (amount: number | null) => (amount === null ? null : Math.round(amount * 1_000_000))

/** What the form says, as the server wants it. */
export function readKey(values: Values, now: number): NewKey {
  const days = Number(values('days'))
  const orNone = (name: string) => (values(name) === '' ? null : Number(values(name)))
  return {
    name: values('name').trim(),
    scopes: SCOPES.filter((scope) => values(scope) !== ''),
    requests_per_minute: orNone('requests_per_minute'),
    tokens_per_day: orNone('tokens_per_day'),
    micros_per_day: micros(orNone('budget')),
    expires_at: days > 0 ? new Date(now + days * DAY_MS).toISOString() : null,
  }
}

export interface NewKeyProps {
  /** Told the token once it is made. */
  onMade: (token: string) => void
  onClose: () => void
}

/** Makes a key, then shows its token this once. */
export function NewKeyDialog({ onMade, onClose }: NewKeyProps) {
  const { t } = useTranslation('gateway')
  const queries = useQueryClient()
  const { data: prices } = useQuery(pricesQuery)
  const [token, setToken] = useState<string | null>(null)
  if (token !== null) return <MadeKey token={token} onClose={onClose} />
  return (
    <Dialog isOpen onClose={onClose} title={t('new.title')}>
      <Form
        onSubmit={async (values) => {
          const wanted = readKey(values, Date.now())
          if (wanted.scopes.length === 0) throw new Error(t('new.noScope'))
          const made = await call(api.POST('/api/keys', { body: wanted }))
          await queries.invalidateQueries({ queryKey: KEYS })
          onMade(made.token)
          setToken(made.token)
        }}
        actions={
          <>
            <Button onClick={onClose}>{t('new.cancel')}</Button>
            <SubmitButton>{t('new.make')}</SubmitButton>
          </>
        }
      >
        <Field name="name" label={t('new.name')} hint={t('new.nameHint')}>
          <TextInput required maxLength={100} autoComplete="off" data-autofocus="" />
        </Field>
        <fieldset className={css.scopes}>
          <legend>{t('new.scopes')}</legend>
          {SCOPES.map((scope) => (
            <Checkbox
              key={scope}
              name={scope}
              defaultChecked={scope === 'plain'}
              label={
                <>
                  <b>{t(`scope.${scope}`)}</b>
                  <span className={css.soft}>{t(`scope.${scope}Hint`)}</span>
                </>
              }
            />
          ))}
        </fieldset>
        <details className={css.more}>
          <summary>{t('new.limits')}</summary>
          <div className={css.limits}>
            <Field name="days" label={t('new.expires')}>
              <Select defaultValue="0">
                <option value="0">{t('new.never')}</option>
                {LIFETIMES.map((days) => (
                  <option key={days} value={days}>
                    {t('new.inDays', { count: days })}
                  </option>
                ))}
              </Select>
            </Field>
            <Field name="requests_per_minute" label={t('new.perMinute')} isOptional>
              <TextInput type="number" min={1} max={1_000_000} step={1} inputMode="numeric" />
            </Field>
            <Field name="tokens_per_day" label={t('new.perDay')} isOptional>
              <TextInput type="number" min={1} max={10 ** 15} step={1} inputMode="numeric" />
            </Field>
            {prices !== undefined && prices.prices.length > 0 && (
              <Field
                name="budget"
                label={t('new.budget', { currency: prices.currency })}
                isOptional
              >
                <TextInput
                  type="number"
                  min={0.01}
                  max={1_000_000}
                  step={0.01}
                  inputMode="decimal"
                />
              </Field>
            )}
          </div>
        </details>
      </Form>
    </Dialog>
  )
}

function MadeKey({ token, onClose }: { token: string; onClose: () => void }) {
  const { t } = useTranslation('gateway')
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('made.title')}
      footer={
        <Button kind="primary" onClick={onClose}>
          {t('made.done')}
        </Button>
      }
    >
      <Notice tone="warn" title={t('made.once')}>
        {t('made.keep')}
      </Notice>
      <CopyField label={t('made.key')} text={token} />
      <p className={css.soft}>{t('made.filled')}</p>
    </Dialog>
  )
}
