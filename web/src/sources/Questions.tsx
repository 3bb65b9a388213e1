import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { usePerson } from '@/api/session'
import { Card } from '@/kit/Card'
import { Field, Select, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'

import css from './Bring.module.css'
import { bothWays, firstOfEach, likeliest } from './ask'
import type { Import, Question } from './queries'

const OTHER = '\u0000other'

function Examples({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <pre className={css.examples}>
      <code>{lines.join('\n')}</code>
    </pre>
  )
}

function OwnerField({ question }: { question: Question }) {
  const { t } = useTranslation('sources')
  const { display_name: name } = usePerson()
  const [chosen, setChosen] = useState(likeliest(question.choices, name) ?? OTHER)
  return (
    <>
      <Field
        name={chosen === OTHER ? 'owner_choice' : 'owner'}
        label={t('ask.owner')}
        hint={t('ask.ownerHint', { file: question.file })}
      >
        <Select value={chosen} onChange={({ target }) => setChosen(target.value)}>
          {question.choices.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
          <option value={OTHER}>{t('ask.ownerOther')}</option>
        </Select>
      </Field>
      {chosen === OTHER && (
        <Field name="owner" label={t('ask.ownerOther')}>
          <TextInput required maxLength={200} />
        </Field>
      )}
    </>
  )
}

function DayOrderField({ question }: { question: Question }) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const both = bothWays(question.examples[0] ?? '')
  const read = (at: string | undefined) => (at === undefined ? '' : ` (${format.date(at)})`)
  return (
    <Field name="day_order" label={t('ask.day_order')}>
      <Select>
        <option value="day_first">{t('ask.dayFirst') + read(both?.dayFirst)}</option>
        <option value="month_first">{t('ask.monthFirst') + read(both?.monthFirst)}</option>
      </Select>
    </Field>
  )
}

function TimeZoneField() {
  const { t } = useTranslation('sources')
  return (
    <Field name="time_zone" label={t('ask.time_zone')} hint={t('ask.timeZoneHint')}>
      <Select defaultValue={Intl.DateTimeFormat().resolvedOptions().timeZone}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll('_', ' ')}
          </option>
        ))}
      </Select>
    </Field>
  )
}

function QuestionField({ question }: { question: Question }) {
  if (question.key === 'owner') return <OwnerField question={question} />
  if (question.key === 'day_order') return <DayOrderField question={question} />
  return <TimeZoneField />
}

/** What an import must know before it can go on. */
export function Questions({ asking }: { asking: Import }) {
  const { t } = useTranslation('sources')
  const queries = useQueryClient()
  return (
    <Card title={t('ask.title')} hint={t('ask.hint')}>
      <Form
        onSubmit={async (value) => {
          await call(
            api.POST('/api/imports/{import_id}/answers', {
              params: { path: { import_id: asking.id } },
              body: {
                owner: value('owner') || null,
                time_zone: value('time_zone') || null,
                day_order:
                  value('day_order') === ''
                    ? null
                    : value('day_order') === 'month_first'
                      ? 'month_first'
                      : 'day_first',
              },
            }),
          )
          await queries.invalidateQueries({ queryKey: ['imports'] })
        }}
        actions={<SubmitButton>{t('ask.go')}</SubmitButton>}
      >
        {firstOfEach(asking.questions).map((question) => (
          <div key={question.key} className={css.question}>
            <Examples lines={question.examples} />
            <QuestionField question={question} />
          </div>
        ))}
      </Form>
    </Card>
  )
}
