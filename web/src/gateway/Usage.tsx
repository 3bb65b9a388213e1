import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { Button } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { Field, Select } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'

import css from './Developers.module.css'
import { keysQuery, usageQuery, type UsageRow } from './queries'
import { countDays, rowsOf, type Day } from './usage'

const SPANS = [7, 30, 90] as const
const STEP = 20
const HEIGHT = 60

/** What the keys used: a bar a day, and beneath it the same by key and model. */
export function Usage() {
  const { t } = useTranslation('gateway')
  const [days, setDays] = useState(30)
  const [key, setKey] = useState<string | null>(null)
  const usage = useQuery(usageQuery(days))
  const { data: keys = [] } = useQuery(keysQuery)
  return (
    <Card title={t('usage.title')} hint={t('usage.hint')}>
      <div className={css.inputs}>
        <Field label={t('usage.span')}>
          <Select value={days} onChange={({ target }) => setDays(Number(target.value))}>
            {SPANS.map((span) => (
              <option key={span} value={span}>
                {t('usage.days', { count: span })}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('usage.key')}>
          <Select value={key ?? ''} onChange={({ target }) => setKey(target.value || null)}>
            <option value="">{t('usage.allKeys')}</option>
            {keys.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <Loaded query={usage}>{(rows) => <Shown rows={rows} days={days} of={key} />}</Loaded>
    </Card>
  )
}

function Shown({ rows, days, of }: { rows: UsageRow[]; days: number; of: string | null }) {
  const { t } = useTranslation('gateway')
  const [now] = useState(() => Date.now())
  const shown = rowsOf(rows, of)
  if (shown.length === 0) return <p className={css.soft}>{t('usage.none')}</p>
  return (
    <>
      <Chart days={countDays(rows, days, now, of)} />
      <Table rows={shown} />
    </>
  )
}

function Chart({ days }: { days: readonly Day[] }) {
  const { t } = useTranslation('gateway')
  const format = useFormat()
  const most = Math.max(1, ...days.map(({ tokens }) => tokens))
  const calls = days.reduce((so, day) => so + day.calls, 0)
  const tokens = days.reduce((so, day) => so + day.tokens, 0)
  const words = t('usage.sum', {
    count: calls,
    calls: format.number(calls),
    tokens: format.number(tokens),
  })
  const dayName = (day: string) => format.date(`${day}T12:00:00Z`)
  return (
    <figure className={css.chart}>
      <svg
        role="img"
        aria-label={words}
        viewBox={`0 0 ${days.length * 6} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {days.map((day, at) => {
          const height = day.tokens === 0 ? 0.5 : Math.max(1.5, (day.tokens / most) * HEIGHT)
          return (
            <g key={day.day}>
              <title>
                {t('usage.day', {
                  count: day.calls,
                  day: dayName(day.day),
                  tokens: format.number(day.tokens),
                })}
              </title>
              <rect className={css.dayArea} x={at * 6} width="6" height={HEIGHT} />
              <rect
                className={day.tokens === 0 ? css.noBar : css.bar}
                x={at * 6 + 0.5}
                y={HEIGHT - height}
                width="5"
                height={height}
              />
            </g>
          )
        })}
      </svg>
      <div className={css.axis} aria-hidden>
        <span>{dayName(days[0]?.day ?? '')}</span>
        <span>{dayName(days.at(-1)?.day ?? '')}</span>
      </div>
      <figcaption className={css.soft}>{words}</figcaption>
    </figure>
  )
}

function Table({ rows }: { rows: readonly UsageRow[] }) {
  const { t } = useTranslation('gateway')
  const format = useFormat()
  const { data: keys = [] } = useQuery(keysQuery)
  const [most, setMost] = useState(STEP)
  const names = new Map(keys.map(({ id, name }) => [id, name]))
  const counts = ['calls', 'errors', 'input_tokens', 'cached_tokens', 'output_tokens'] as const
  return (
    <>
      {/* A keyboard must be able to scroll it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={css.table} tabIndex={0} role="region" aria-label={t('usage.table')}>
        <table>
          <thead>
            <tr>
              {(['day', 'key', 'model'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`usage.column.${name}`)}
                </th>
              ))}
              {counts.map((name) => (
                <th key={name} scope="col" className={css.count}>
                  {t(`usage.column.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((row) => (
              <tr key={`${row.day} ${row.key_id} ${row.model}`}>
                <td>{format.date(`${row.day}T12:00:00Z`)}</td>
                <td>{names.get(row.key_id) ?? t('usage.revoked')}</td>
                <td>{row.model}</td>
                {counts.map((name) => (
                  <td key={name} className={css.count}>
                    {format.number(row[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > most && (
        <div>
          <Button onClick={() => setMost(most + STEP)}>{t('usage.more')}</Button>
        </div>
      )}
    </>
  )
}
