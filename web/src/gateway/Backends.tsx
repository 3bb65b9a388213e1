import { useQuery } from '@tanstack/react-query'

import { Badge, Card } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'

import { backendsQuery, type Backend } from './queries'

const TONES = { closed: 'good', open: 'bad', 'half-open': 'calm' } as const

/** How each server of models is; for the operator. */
export function Backends() {
  const { t } = useTranslation('gateway')
  const backends = useQuery(backendsQuery)
  return (
    <Card title={t('backends.title')} hint={t('backends.hint')}>
      <Loaded query={backends}>
        {(rows) => (
          <Rows label={t('backends.title')}>
            {rows.map((row) => (
              <BackendRow key={row.backend} row={row} />
            ))}
          </Rows>
        )}
      </Loaded>
    </Card>
  )
}

function BackendRow({ row }: { row: Backend }) {
  const { t } = useTranslation('gateway')
  const format = useFormat()
  const facts: (string | false)[] = [
    row.models.length > 0 ? format.list(row.models) : t('backends.noModel'),
    row.failures > 0 && t('backends.failed', { count: row.failures, kind: row.last_failure }),
    row.rests_for_s > 0 &&
      t('backends.rests', { time: format.duration(Math.ceil(row.rests_for_s)) }),
  ]
  return (
    <Row
      title={
        <>
          {row.backend === 'own' ? t('backends.own') : row.backend}
          <Badge tone={TONES[row.state]}>{t(`backends.state.${row.state}`)}</Badge>
        </>
      }
      hint={facts.filter((words) => words !== false).join(' · ')}
    />
  )
}
