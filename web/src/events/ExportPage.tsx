import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download, Package, Trash2 } from 'lucide-react'

import { api, call } from '@/api/client'
import { Button, IconButton } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { useFormat } from '@/kit/locale'
import { ProgressBar } from '@/kit/Progress'
import { YouPage } from '@/kit/YouPage'

import { exportsQuery, type Export } from './api'
import { EraseCard } from './EraseCard'
import { ForgetCard } from './ForgetCard'
import css from './You.module.css'

/** Take everything, forget parts, or leave. */
export default function ExportPage() {
  const { t } = useTranslation('events')
  return (
    <YouPage title={t('export.title')} lead={t('export.lead')}>
      <div className={css.stack}>
        <ExportCard />
        <ForgetCard />
        <EraseCard />
      </div>
    </YouPage>
  )
}

function ExportCard() {
  const { t } = useTranslation('events')
  const queries = useQueryClient()
  const { data = [] } = useQuery(exportsQuery)
  const start = useMutation({
    mutationFn: () => call(api.POST('/api/you/exports')),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: exportsQuery.queryKey })
      await queries.invalidateQueries({ queryKey: ['tasks'] })
    },
  })
  return (
    <Card title={t('export.card')} hint={t('export.cardHint')}>
      <div>
        <Button
          kind="primary"
          icon={Package}
          isBusy={start.isPending}
          onClick={() => start.mutate()}
        >
          {t('export.start')}
        </Button>
      </div>
      {data.length > 0 && (
        <Rows label={t('export.list')}>
          {data.map((each) => (
            <ExportRow key={each.id} made={each} />
          ))}
        </Rows>
      )}
    </Card>
  )
}

function ExportRow({ made }: { made: Export }) {
  const { t } = useTranslation('events')
  const format = useFormat()
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () =>
      call(
        api.DELETE('/api/you/exports/{export_id}', { params: { path: { export_id: made.id } } }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: exportsQuery.queryKey }),
  })
  const isReady = made.state === 'done'
  return (
    <Row
      title={t('export.madeAt', { date: format.dateTime(made.created_at) })}
      hint={
        isReady
          ? t('export.ready', {
              size: format.bytes(made.size_bytes ?? 0),
              date: format.date(made.expires_at),
            })
          : made.state === 'failed'
            ? t('export.failed', { error: made.error ?? '' })
            : undefined
      }
      actions={
        <>
          {isReady && (
            <a className={css.download} href={`/api/you/exports/${made.id}/file`} download>
              <Download aria-hidden />
              {t('export.download')}
            </a>
          )}
          {(isReady || made.state === 'failed') && (
            <IconButton icon={Trash2} label={t('export.delete')} onClick={() => remove.mutate()} />
          )}
        </>
      }
    >
      {(made.state === 'queued' || made.state === 'running') && (
        <ProgressBar
          label={t(made.state === 'queued' ? 'export.waiting' : 'export.writing')}
          done={made.done}
          total={made.total}
        />
      )}
    </Row>
  )
}
