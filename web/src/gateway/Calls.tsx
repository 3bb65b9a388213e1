import { useInfiniteQuery, useQuery } from '@tanstack/react-query'

import { Button } from '@/kit/Button'
import { Badge, Card } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'

import css from './Developers.module.css'
import { callsQuery, keysQuery, type Call } from './queries'
import { WideTable } from './WideTable'

const REFUSED = 400

/** The latest requests, one a row, without what was said in them. */
export function Calls() {
  const { t } = useTranslation('gateway')
  const calls = useInfiniteQuery(callsQuery)
  return (
    <Card
      title={t('calls.title')}
      hint={t('calls.hint')}
      actions={
        <Button size="s" onClick={() => void calls.refetch()}>
          {t('calls.again')}
        </Button>
      }
    >
      <Loaded
        query={calls}
        isEmpty={({ pages }) => pages.every((rows) => rows.length === 0)}
        empty={<p className={css.soft}>{t('calls.none')}</p>}
      >
        {({ pages }) => <CallTable calls={pages.flat()} />}
      </Loaded>
      {calls.hasNextPage && (
        <div>
          <Button isBusy={calls.isFetchingNextPage} onClick={() => void calls.fetchNextPage()}>
            {t('usage.more')}
          </Button>
        </div>
      )}
    </Card>
  )
}

function CallTable({ calls }: { calls: readonly Call[] }) {
  const { t } = useTranslation('gateway')
  const format = useFormat()
  const { data: keys = [] } = useQuery(keysQuery)
  const names = new Map(keys.map(({ id, name }) => [id, name]))
  const words = ['at', 'key', 'model', 'status'] as const
  const counts = ['input_tokens', 'cached_tokens', 'output_tokens', 'took_ms'] as const
  return (
    <WideTable label={t('calls.table')}>
      <thead>
        <tr>
          {words.map((name) => (
            <th key={name} scope="col">
              {t(`calls.column.${name}`)}
            </th>
          ))}
          {counts.map((name) => (
            <th key={name} scope="col" className={css.count}>
              {t(`calls.column.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <tr key={call.id}>
            <td>{format.dateTime(call.at)}</td>
            <td>{names.get(call.key_id) ?? t('usage.revoked')}</td>
            <td>{call.model}</td>
            <td>
              <Badge tone={call.status < REFUSED ? 'good' : 'bad'}>
                {call.status === 499 ? t('calls.left') : call.status}
              </Badge>
            </td>
            {counts.map((name) => (
              <td key={name} className={css.count}>
                {call[name] === null ? '' : format.number(call[name])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </WideTable>
  )
}
