import { useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'

import { api } from '@/api/client'
import { Button } from '@/kit/Button'
import { Badge, Card } from '@/kit/Card'
import { ConfirmDialog } from '@/kit/ConfirmDialog'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { toast } from '@/kit/toasts'

import css from './Developers.module.css'
import { NewKeyDialog } from './NewKeyDialog'
import { KEYS, keysQuery, pricesQuery, type Key } from './queries'
import { writeMoney } from './usage'

/** The person's keys: made, looked at, revoked. */
export function Keys({ onMade }: { onMade: (token: string) => void }) {
  const { t } = useTranslation('gateway')
  const keys = useQuery(keysQuery)
  const [isMaking, setMaking] = useState(false)
  const [ending, setEnding] = useState<Key | null>(null)
  return (
    <Card
      title={t('keys.title')}
      hint={t('keys.hint')}
      actions={
        <Button kind="primary" icon={Plus} onClick={() => setMaking(true)}>
          {t('keys.make')}
        </Button>
      }
    >
      <Loaded
        query={{ ...keys, data: keys.data?.filter(({ client_id: app }) => app === null) }}
        isEmpty={(rows) => rows.length === 0}
        empty={<p className={css.soft}>{t('keys.none')}</p>}
      >
        {(rows) => (
          <Rows label={t('keys.title')}>
            {rows.map((key) => (
              <KeyRow key={key.id} row={key} onRevoke={() => setEnding(key)} />
            ))}
          </Rows>
        )}
      </Loaded>
      {isMaking && <NewKeyDialog onMade={onMade} onClose={() => setMaking(false)} />}
      {ending !== null && <Revoke row={ending} onClose={() => setEnding(null)} />}
    </Card>
  )
}

function KeyRow({ row, onRevoke }: { row: Key; onRevoke: () => void }) {
  const { t } = useTranslation('gateway')
  const format = useFormat()
  const { data: prices } = useQuery(pricesQuery)
  const facts: (string | false)[] = [
    t('keys.ends', { hint: row.hint }),
    row.last_used_at === null
      ? t('keys.unused')
      : t('keys.used', { when: format.relative(row.last_used_at) }),
    row.expires_at !== null && t('keys.expires', { when: format.date(row.expires_at) }),
    row.requests_per_minute !== null &&
      t('keys.perMinute', {
        count: row.requests_per_minute,
        shown: format.number(row.requests_per_minute),
      }),
    row.tokens_per_day !== null &&
      t('keys.perDay', { count: row.tokens_per_day, shown: format.number(row.tokens_per_day) }),
    row.micros_per_day !== null &&
      t('keys.perDayCost', {
        cost: writeMoney(format.locale, prices?.currency ?? 'USD', row.micros_per_day),
      }),
  ]
  return (
    <Row
      start={<KeyRound className={css.keyIcon} aria-hidden />}
      title={
        <>
          {row.name}
          {row.scopes.map((scope) => (
            <Badge key={scope} tone={scope === 'personal' ? 'mark' : 'plain'}>
              {t(`scope.${scope}`)}
            </Badge>
          ))}
        </>
      }
      hint={facts.filter((words) => words !== false).join(' · ')}
      actions={
        <Button
          kind="dangerQuiet"
          size="s"
          aria-label={t('keys.revokeNamed', { name: row.name })}
          onClick={onRevoke}
        >
          {t('keys.revoke')}
        </Button>
      }
    />
  )
}

function Revoke({ row, onClose }: { row: Key; onClose: () => void }) {
  const { t } = useTranslation('gateway')
  const queries = useQueryClient()
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('keys.revokeTitle', { name: row.name })}
      action={t('keys.revokeDo')}
      onConfirm={async () => {
        await api.DELETE('/api/keys/{key}', { params: { path: { key: row.id } } })
        await queries.invalidateQueries({ queryKey: KEYS })
        toast({ title: t('keys.revoked', { name: row.name }) })
      }}
    >
      <p>{t('keys.revokeText')}</p>
    </ConfirmDialog>
  )
}
