import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { Card } from '@/kit/Card'
import { Field, Select } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'

import css from './Developers.module.css'
import { keysQuery, pricesQuery, usageQuery, type UsageRow } from './queries'
import { Shares } from './Shares'
import {
  countDays,
  countShares,
  rowsOf,
  writeMoney,
  type Chosen,
  type Day,
  type Measure,
} from './usage'
import { UsageTable } from './UsageTable'

const SPANS = [7, 30, 90] as const
const HEIGHT = 60

/** What the keys used and cost: a bar a day, the share of each key and model, and all of it as a table. */
export function Usage() {
  const { t } = useTranslation('gateway')
  const [days, setDays] = useState(30)
  const [chosen, setChosen] = useState<Chosen>({ key: null, model: null })
  const [measure, setMeasure] = useState<Measure>('tokens')
  const usage = useQuery(usageQuery(days))
  const { data: keys = [] } = useQuery(keysQuery)
  const rows = usage.data ?? []
  const models = [...new Set(rows.map(({ model }) => model))].sort()
  const hasCost = rows.some(({ cost_micros }) => cost_micros > 0)
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
          <Select
            value={chosen.key ?? ''}
            onChange={({ target }) => setChosen({ ...chosen, key: target.value || null })}
          >
            <option value="">{t('usage.allKeys')}</option>
            {keys.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('usage.model')}>
          <Select
            value={chosen.model ?? ''}
            onChange={({ target }) => setChosen({ ...chosen, model: target.value || null })}
          >
            <option value="">{t('usage.allModels')}</option>
            {models.map((model) => (
              <option key={model}>{model}</option>
            ))}
          </Select>
        </Field>
        {hasCost && (
          <Field label={t('usage.measure')}>
            <Select
              value={measure}
              onChange={({ target }) => setMeasure(target.value === 'cost' ? 'cost' : 'tokens')}
            >
              <option value="tokens">{t('usage.tokens')}</option>
              <option value="cost">{t('usage.cost')}</option>
            </Select>
          </Field>
        )}
      </div>
      <Loaded query={usage}>
        {(found) => (
          <Shown
            rows={found}
            days={days}
            chosen={chosen}
            measure={hasCost ? measure : 'tokens'}
            hasCost={hasCost}
          />
        )}
      </Loaded>
    </Card>
  )
}

interface ShownProps {
  rows: UsageRow[]
  days: number
  chosen: Chosen
  measure: Measure
  hasCost: boolean
}

function Shown({ rows, days, chosen, measure, hasCost }: ShownProps) {
  const { t } = useTranslation('gateway')
  const format = useFormat()
  const [now] = useState(() => Date.now())
  const { data: keys = [] } = useQuery(keysQuery)
  const { data: prices } = useQuery(pricesQuery)
  const shown = rowsOf(rows, chosen)
  if (shown.length === 0) return <p className={css.soft}>{t('usage.none')}</p>
  const names = new Map(keys.map(({ id, name }) => [id, name]))
  const nameOf = (key: string) => names.get(key) ?? t('usage.revoked')
  const money = (micros: number) => writeMoney(format.locale, prices?.currency ?? 'USD', micros)
  const write =
    measure === 'cost'
      ? money
      : (count: number) => t('usage.tokensOf', { count, shown: format.number(count) })
  return (
    <>
      <Chart
        days={countDays(rows, days, now, chosen)}
        measure={measure}
        money={hasCost ? money : null}
      />
      <div className={css.sharePair}>
        <Shares
          title={t('usage.byKey')}
          shares={countShares(shown, 'key_id', measure)}
          nameOf={nameOf}
          write={write}
        />
        <Shares
          title={t('usage.byModel')}
          shares={countShares(shown, 'model', measure)}
          nameOf={(model) => model}
          write={write}
        />
      </div>
      <UsageTable rows={shown} nameOf={nameOf} money={hasCost ? money : null} />
    </>
  )
}

interface ChartProps {
  days: readonly Day[]
  measure: Measure
  money: ((micros: number) => string) | null
}

function Chart({ days, measure, money }: ChartProps) {
  const { t } = useTranslation('gateway')
  const format = useFormat()
  const most = Math.max(1, ...days.map((day) => day[measure]))
  const sum = (of: 'calls' | 'tokens' | 'cost') => days.reduce((so, day) => so + day[of], 0)
  const used = t('usage.sum', {
    count: sum('calls'),
    calls: format.number(sum('calls')),
    tokens: format.number(sum('tokens')),
  })
  const words = money ? t('usage.sumCost', { used, cost: money(sum('cost')) }) : used
  const dayName = (day: string) => format.date(`${day}T12:00:00Z`)
  const tell = (day: Day) => {
    const counted = t('usage.day', {
      count: day.calls,
      day: dayName(day.day),
      tokens: format.number(day.tokens),
    })
    return money ? t('usage.sumCost', { used: counted, cost: money(day.cost) }) : counted
  }
  return (
    <figure className={css.chart}>
      <svg
        role="img"
        aria-label={words}
        viewBox={`0 0 ${days.length * 6} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {days.map((day, at) => {
          const amount = day[measure]
          const height = amount === 0 ? 0.5 : Math.max(1.5, (amount / most) * HEIGHT)
          return (
            <g key={day.day}>
              <title>{tell(day)}</title>
              <rect className={css.dayArea} x={at * 6} width="6" height={HEIGHT} />
              <rect
                className={amount === 0 ? css.noBar : css.bar}
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
