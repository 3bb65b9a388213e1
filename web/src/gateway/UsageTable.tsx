import { useState } from 'react'

import { Button } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'

import css from './Developers.module.css'
import type { UsageRow } from './queries'
import { WideTable } from './WideTable'

const STEP = 20
const COUNTS = ['calls', 'errors', 'input_tokens', 'cached_tokens', 'output_tokens'] as const

export interface UsageTableProps {
  rows: readonly UsageRow[]
  nameOf: (key: string) => string
  /** Writes millionths of the currency; null where nothing costs anything. */
  money: ((micros: number) => string) | null
}

/** The same by day, key and model. */
export function UsageTable({ rows, nameOf, money }: UsageTableProps) {
  const { t } = useTranslation('gateway')
  const format = useFormat()
  const [most, setMost] = useState(STEP)
  return (
    <>
      <WideTable label={t('usage.table')}>
        <thead>
          <tr>
            {(['day', 'key', 'model'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`usage.column.${name}`)}
              </th>
            ))}
            {[...COUNTS, ...(money ? (['cost'] as const) : [])].map((name) => (
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
              <td>{nameOf(row.key_id)}</td>
              <td>{row.model}</td>
              {COUNTS.map((name) => (
                <td key={name} className={css.count}>
                  {format.number(row[name])}
                </td>
              ))}
              {money && <td className={css.count}>{money(row.cost_micros)}</td>}
            </tr>
          ))}
        </tbody>
      </WideTable>
      {rows.length > most && (
        <div>
          <Button onClick={() => setMost(most + STEP)}>{t('usage.more')}</Button>
        </div>
      )}
    </>
  )
}
