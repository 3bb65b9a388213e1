import { useQuery } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import { useState } from 'react'

import { EmptyState } from '@/kit/EmptyState'
import { Checkbox, Field, Select } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { Time } from '@/kit/Time'
import { YouPage } from '@/kit/YouPage'

import { accessQuery, type Access } from './api'
import { useNames } from './names'
import css from './You.module.css'

const RANGES = [7, 30, 90, 365]

/** Which purpose read what kind of data, by day. */
export default function AccessPage() {
  const { t } = useTranslation('events')
  const [days, setDays] = useState(30)
  const [showsOwn, setShowsOwn] = useState(false)
  const access = useQuery(accessQuery(days))
  return (
    <YouPage title={t('access.title')} lead={t('access.lead')}>
      <div className={css.tools}>
        <Field label={t('access.days')}>
          <Select value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {RANGES.map((range) => (
              <option key={range} value={range}>
                {t('access.last', { count: range })}
              </option>
            ))}
          </Select>
        </Field>
        <Checkbox
          label={t('access.own')}
          checked={showsOwn}
          onChange={(event) => setShowsOwn(event.target.checked)}
        />
      </div>
      <Loaded query={access}>
        {(rows) => (
          <Days rows={showsOwn ? rows : rows.filter(({ purpose }) => purpose !== 'export')} />
        )}
      </Loaded>
    </YouPage>
  )
}

function Days({ rows }: { rows: readonly Access[] }) {
  const { t } = useTranslation('events')
  if (rows.length === 0) {
    return (
      <EmptyState icon={Eye} title={t('access.empty')}>
        {t('access.emptyWords')}
      </EmptyState>
    )
  }
  const most = Math.max(...rows.map(({ reads }) => reads))
  const days = [...new Set(rows.map(({ day }) => day))]
  return (
    <div className={css.days}>
      {days.map((day) => (
        <Day key={day} day={day} rows={rows.filter((row) => row.day === day)} most={most} />
      ))}
    </div>
  )
}

function Day({ day, rows, most }: { day: string; rows: readonly Access[]; most: number }) {
  const { t } = useTranslation('events')
  const format = useFormat()
  const names = useNames()
  // The day is one of the person's time zone already; noon keeps it there in every zone.
  const name = new Intl.DateTimeFormat(format.locale, {
    dateStyle: 'full',
    timeZone: 'UTC',
  }).format(new Date(`${day}T12:00:00Z`))
  return (
    <section className={css.day}>
      <h2>{name}</h2>
      <table className={css.table}>
        <caption className="visually-hidden">{t('access.caption', { day: name })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('access.purpose')}</th>
            <th scope="col">{t('access.kind')}</th>
            <th scope="col">{t('access.reads')}</th>
            <th scope="col">{t('access.lastAt')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.purpose} ${row.kind}`}>
              <th scope="row">{names.purpose(row.purpose)}</th>
              <td>{names.data(row.kind)}</td>
              <td>
                <span className={css.reads}>
                  <meter
                    className={css.meter}
                    aria-hidden
                    max={Math.sqrt(most)}
                    value={Math.sqrt(row.reads)}
                  />
                  {t('access.times', { count: row.reads })}
                </span>
              </td>
              <td>
                <Time at={row.last_at} as="time" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
