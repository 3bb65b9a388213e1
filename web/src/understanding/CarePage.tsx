import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { HeartHandshake, Phone } from 'lucide-react'
import { useState } from 'react'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'
import { usePerson } from '@/api/session'
import { Card } from '@/kit/Card'
import { Field, Select, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { Notice } from '@/kit/Notice'
import { Switch } from '@/kit/Switch'
import { toast } from '@/kit/toasts'
import { YouPage } from '@/kit/YouPage'

import css from './CarePage.module.css'

type Care = components['schemas']['CareOut']
type Line = components['schemas']['HelpLineOut']

const careQuery = queryOptions({
  queryKey: ['you', 'care'],
  queryFn: ({ signal }) => call(api.GET('/api/you/care', { signal })),
})

const peopleQuery = queryOptions({
  queryKey: ['you', 'care', 'people'],
  queryFn: ({ signal }) => call(api.GET('/api/you/care/people', { signal })),
})

/** What is noticed, what is never done with it, what can be set, and whom one can call. */
export default function CarePage() {
  const { t } = useTranslation('understanding')
  const care = useQuery(careQuery)
  const person = usePerson()
  return (
    <YouPage title={t('care.title')} lead={t('care.lead')}>
      <Card title={t('care.noticed')}>
        <p>{t('care.noticedWords')}</p>
        <p>{t('care.hintedWords')}</p>
        <h3>{t('care.never')}</h3>
        <ul className={css.never}>
          <li>{t('care.never1')}</li>
          <li>{t('care.never2')}</li>
          <li>{t('care.never3')}</li>
          <li>{t('care.never4')}</li>
        </ul>
        <Notice>{t('care.notAll')}</Notice>
      </Card>
      <Loaded query={care}>
        {(held) => (
          <>
            <Settings held={held} />
            <Lines held={held} />
          </>
        )}
      </Loaded>
      {person.role === 'operator' && <People />}
      <Card title={t('care.ai')}>
        <p>{t('care.aiWords')}</p>
      </Card>
    </YouPage>
  )
}

function Settings({ held }: { held: Care }) {
  const { t } = useTranslation('understanding')
  const queries = useQueryClient()
  const nameOf = useCountryNames()
  const [isGentle, setGentle] = useState(held.has_gentle_words)
  const [hearsHints, setHearsHints] = useState(held.hears_hints)
  const countries = held.countries
    .map((code) => [code, nameOf(code)] as const)
    .sort(([, one], [, other]) => one.localeCompare(other))
  return (
    <Card title={t('care.settings')}>
      <Form
        onSubmit={async (value) => {
          const body = {
            country: value('country') || null,
            birth_year: value('birth_year') ? Number(value('birth_year')) : null,
            has_gentle_words: isGentle,
            hears_hints: hearsHints,
          }
          queries.setQueryData(careQuery.queryKey, await call(api.PUT('/api/you/care', { body })))
          toast({ title: t('care.saved') })
        }}
        actions={<SubmitButton>{t('care.save')}</SubmitButton>}
      >
        <div className={css.pair}>
          <Field name="country" label={t('care.country')} hint={t('care.countryHint')}>
            <Select defaultValue={held.country ?? ''}>
              <option value="">{t('care.guessed')}</option>
              {countries.map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Field
            name="birth_year"
            label={t('care.birthYear')}
            isOptional
            hint={
              held.is_birth_year_of_operator ? t('care.birthYearOperator') : t('care.birthYearHint')
            }
          >
            <TextInput
              type="number"
              inputMode="numeric"
              min={1900}
              max={new Date().getFullYear()}
              defaultValue={held.birth_year ?? ''}
              readOnly={held.is_birth_year_of_operator}
            />
          </Field>
        </div>
        <Switch
          label={t('care.hints')}
          hint={t('care.hintsHint')}
          isOn={hearsHints}
          onChange={setHearsHints}
        />
        <Switch
          label={t('care.gentle')}
          hint={t('care.gentleHint')}
          isOn={isGentle}
          onChange={setGentle}
        />
      </Form>
    </Card>
  )
}

function Lines({ held }: { held: Care }) {
  const { t } = useTranslation('understanding')
  const nameOf = useCountryNames()
  const format = useFormat()
  const { country, emergency, lines } = held.help
  const { unchecked, oldest_on } = held.checks
  const where = country ? t('care.linesIn', { country: nameOf(country) }) : t('care.linesNowhere')
  return (
    <Card title={t('care.lines')} hint={where}>
      <p className={css.emergency}>
        <HeartHandshake aria-hidden />
        {t('care.emergency')}: <strong>{emergency}</strong>
      </p>
      {lines.length > 0 && (
        <table className={css.table}>
          <caption className="visually-hidden">{t('care.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('care.line')}</th>
              <th scope="col">{t('care.number')}</th>
              <th scope="col">{t('care.hours')}</th>
              <th scope="col">{t('care.languages')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <LineRow key={`${line.name} ${line.number}`} line={line} />
            ))}
          </tbody>
        </table>
      )}
      {lines.length > 0 && (
        <p className={css.soft}>
          {oldest_on === null
            ? t('care.noneChecked')
            : t('care.oldestCheck', { date: format.date(oldest_on) })}{' '}
          {oldest_on !== null && unchecked > 0 && t('care.someUnchecked', { count: unchecked })}
        </p>
      )}
      <p className={css.soft}>
        {t('care.worldwide')}{' '}
        <a href={held.worldwide} target="_blank" rel="noreferrer">
          {new URL(held.worldwide).host}
        </a>
      </p>
    </Card>
  )
}

function LineRow({ line }: { line: Line }) {
  const { t } = useTranslation('understanding')
  const format = useFormat()
  const languages = new Intl.DisplayNames([format.locale], { type: 'language' })
  const serves = { all: 'all', children: 'children', abuse: 'abuse', eating: 'eating' } as const
  const kind = serves[line.serves as keyof typeof serves]
  return (
    <tr>
      <th scope="row">
        <a href={line.link} target="_blank" rel="noreferrer">
          {line.name}
        </a>
        <span className={css.soft}>{t(`care.serves.${kind}`)}</span>
        <span className={css.soft}>
          {line.checked_on === ''
            ? t('care.unchecked')
            : t('care.checked', { date: format.date(line.checked_on) })}
        </span>
      </th>
      <td>
        <a
          className={css.number}
          href={`tel:${line.number.replaceAll(' ', '')}`}
          aria-label={t('care.call', { name: line.name, number: line.number })}
        >
          <Phone aria-hidden />
          {line.number}
        </a>
      </td>
      <td>{line.hours}</td>
      <td>{line.languages.map((code) => languages.of(code) ?? code).join(', ')}</td>
    </tr>
  )
}

/** For operators: the birth years that were stated for others. */
function People() {
  const { t } = useTranslation('understanding')
  const people = useQuery(peopleQuery)
  const queries = useQueryClient()
  if (!people.data?.length) return null
  return (
    <Card title={t('care.people')} hint={t('care.peopleHint')}>
      {people.data.map((each) => (
        <Form
          key={each.person_id}
          className={css.person}
          onSubmit={async (value) => {
            const birth_year = value('birth_year') ? Number(value('birth_year')) : null
            await call(
              api.PUT('/api/you/care/people/{person_id}', {
                params: { path: { person_id: each.person_id } },
                body: { birth_year },
              }),
            )
            toast({ title: t('care.saved') })
            await queries.invalidateQueries({ queryKey: peopleQuery.queryKey })
          }}
          actions={
            <SubmitButton aria-label={t('care.saveYearOf', { name: each.display_name })}>
              {t('care.save')}
            </SubmitButton>
          }
        >
          <Field name="birth_year" label={t('care.yearOf', { name: each.display_name })}>
            <TextInput
              type="number"
              inputMode="numeric"
              min={1900}
              max={new Date().getFullYear()}
              defaultValue={each.birth_year ?? ''}
            />
          </Field>
        </Form>
      ))}
    </Card>
  )
}

/** Gives the name of a country in the person's language. */
function useCountryNames(): (code: string) => string {
  const { locale } = useFormat()
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  return (code) => names.of(code) ?? code
}
