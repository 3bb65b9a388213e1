import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { Button } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { Field, Select, TextInput } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'

import { choicesQuery, type What } from './api'
import { startOfDay } from './days'
import { ForgetDialog } from './ForgetDialog'
import css from './You.module.css'

/** Forget a person, a time, or everything; each with its preview first. */
export function ForgetCard() {
  const { t } = useTranslation('events')
  const [doomed, setDoomed] = useState<What | null>(null)
  return (
    <Card title={t('export.forget')} hint={t('export.forgetHint')}>
      <ForgetPerson onLook={setDoomed} />
      <ForgetSpan onLook={setDoomed} />
      <div>
        <Button kind="dangerQuiet" onClick={() => setDoomed({ scale: 'everything' })}>
          {t('export.everything')}
        </Button>
      </div>
      <ForgetDialog what={doomed} onClose={() => setDoomed(null)} />
    </Card>
  )
}

function ForgetPerson({ onLook }: { onLook: (what: What) => void }) {
  const { t } = useTranslation('events')
  const { data } = useQuery(choicesQuery)
  const [name, setName] = useState('')
  const speakers = data?.speakers ?? []
  return (
    <form
      className={css.ask}
      onSubmit={(event) => {
        event.preventDefault()
        if (name !== '') onLook({ scale: 'person', speaker: name })
      }}
    >
      <Field label={t('export.person')} className={css.grows ?? ''}>
        <Select value={name} onChange={(event) => setName(event.target.value)}>
          <option value="">{t('export.personChoose')}</option>
          {speakers.map((each) => (
            <option key={each.name} value={each.name}>
              {each.name}
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit" disabled={name === ''}>
        {t('export.look')}
      </Button>
    </form>
  )
}

function ForgetSpan({ onLook }: { onLook: (what: What) => void }) {
  const { t } = useTranslation('events')
  const { timeZone } = useFormat()
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  return (
    <form
      className={css.ask}
      onSubmit={(event) => {
        event.preventDefault()
        onLook({
          scale: 'span',
          from_at: from ? startOfDay(from, timeZone) : null,
          to_at: to ? startOfDay(to, timeZone, 1) : null,
        })
      }}
    >
      <Field label={t('export.spanFrom')} className={css.grows ?? ''}>
        <TextInput type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
      </Field>
      <Field label={t('export.spanTo')} className={css.grows ?? ''}>
        <TextInput type="date" value={to} onChange={(event) => setTo(event.target.value)} />
      </Field>
      <Button type="submit" disabled={from === '' && to === ''}>
        {t('export.look')}
      </Button>
    </form>
  )
}
