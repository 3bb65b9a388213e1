import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'
import { Button } from '@/kit/Button'
import { Dialog } from '@/kit/Dialog'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { Field, PasswordInput, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'
import { Notice } from '@/kit/Notice'
import { toast } from '@/kit/toasts'

import { sortAbilities, type Slot } from './describe'

type Trial = components['schemas']['TestOut']

/** What is to be connected, with what is known of it already. */
export interface Wanted {
  slot: Slot
  url?: string | undefined
  model?: string | undefined
  listed?: readonly string[] | undefined
}

function TrialNotice({ trial }: { trial: Trial }) {
  const { t } = useTranslation('models')
  const format = useFormat()
  const abilities = trial.capabilities ? sortAbilities(trial.capabilities) : null
  const list = (names: readonly string[]) => format.list(names)
  const seconds = format.number(Math.max(0.1, Math.round(trial.answer_ms / 100) / 10))
  return (
    <Notice tone="good" role="status" title={t('connect.works', { model: trial.model })}>
      <p>{t('connect.answeredIn', { duration: t('connect.seconds', { seconds }) })}</p>
      {trial.answer !== '' && <p>{t('connect.said', { answer: trial.answer })}</p>}
      {trial.dims !== null && <p>{t('connect.dims', { count: trial.dims })}</p>}
      {abilities && abilities.can.length > 0 && (
        <p>
          {t('fact.can')}: {list(abilities.can.map((ability) => t(`ability.${ability}`)))}.
        </p>
      )}
      {abilities && abilities.cannot.length > 0 && (
        <p>
          {t('fact.cannot')}: {list(abilities.cannot.map((ability) => t(`ability.${ability}`)))}.
        </p>
      )}
      {trial.models.length > 1 && (
        <p>{t('connect.has', { names: list(trial.models.slice(0, 12)) })}</p>
      )}
    </Notice>
  )
}

interface Given {
  url: string
  model: string
  api_key: string | null
}

function readForm(form: HTMLFormElement): Given {
  const data = new FormData(form)
  const text = (name: string) => {
    const value = data.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  return { url: text('url'), model: text('model'), api_key: text('api_key') || null }
}

function useTrial(slot: Slot) {
  const { t } = useTranslation('models')
  const [isBusy, setBusy] = useState(false)
  const [trial, setTrial] = useState<Trial | null>(null)
  const [error, setError] = useState<unknown>(null)

  async function run(form: HTMLFormElement) {
    const given = readForm(form)
    setTrial(null)
    setError(given.url === '' ? new Error(t('connect.testFirst')) : null)
    if (given.url === '') return
    setBusy(true)
    try {
      setTrial(await call(api.POST('/api/models/test', { body: { slot, ...given } })))
    } catch (thrown) {
      setError(thrown)
    } finally {
      setBusy(false)
    }
  }

  return { isBusy, trial, error, run }
}

/** Tries a server and takes it into use. */
export function ConnectServer({ wanted, onClose }: { wanted: Wanted; onClose: () => void }) {
  const { t } = useTranslation('models')
  const queries = useQueryClient()
  const { isBusy, trial, error, run } = useTrial(wanted.slot)
  const names = trial?.models ?? wanted.listed ?? []
  return (
    <Dialog isOpen onClose={onClose} title={t(`connect.${wanted.slot}`)}>
      <p>{t(wanted.slot === 'embedding' ? 'connect.embeddingHint' : 'connect.hint')}</p>
      <Form
        onSubmit={async (_values, form) => {
          const server = readForm(form)
          const slots = await call(
            api.PUT('/api/models/{slot}', {
              params: { path: { slot: wanted.slot } },
              body: { server, weights: '' },
            }),
          )
          await queries.invalidateQueries({ queryKey: ['models'] })
          const taken = slots.find(({ slot }) => slot === wanted.slot)
          toast({ title: t('connect.done', { model: taken?.name ?? server.model }) })
          onClose()
        }}
        actions={
          <>
            <Button
              isBusy={isBusy}
              onClick={({ currentTarget }) => {
                if (currentTarget.form) void run(currentTarget.form)
              }}
            >
              {t('connect.test')}
            </Button>
            <SubmitButton>{t('connect.use')}</SubmitButton>
          </>
        }
      >
        <Field name="url" label={t('connect.url')} hint={t('connect.urlHint')}>
          <TextInput
            type="url"
            required
            defaultValue={wanted.url}
            autoComplete="off"
            spellCheck={false}
            data-autofocus=""
          />
        </Field>
        <Field name="api_key" label={t('connect.key')} hint={t('connect.keyHint')} isOptional>
          <PasswordInput autoComplete="off" maxLength={1000} />
        </Field>
        <Field name="model" label={t('connect.model')} hint={t('connect.modelHint')} isOptional>
          <TextInput
            list="models-listed"
            maxLength={200}
            defaultValue={wanted.model}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        <datalist id="models-listed">
          {names.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {trial && <TrialNotice trial={trial} />}
        {error !== null && <ErrorNotice error={error} />}
      </Form>
    </Dialog>
  )
}
