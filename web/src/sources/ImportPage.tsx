import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, MessagesSquare, Square, UserRound } from 'lucide-react'
import { useState } from 'react'
import { useParams } from 'react-router'

import { api, call } from '@/api/client'
import { Button, ButtonLink } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { ConfirmDialog } from '@/kit/ConfirmDialog'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { Notice } from '@/kit/Notice'
import { Page } from '@/kit/Page'
import { ProgressBar } from '@/kit/Progress'
import { Time } from '@/kit/Time'

import css from './Bring.module.css'
import { nameImport } from './naming'
import { importQuery, isMoving, type Import } from './queries'
import { Questions } from './Questions'
import { Report } from './Report'
import { StateBadge } from './StateBadge'

function Reading({ running }: { running: Import }) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const stop = useMutation({
    mutationFn: () =>
      call(
        api.POST('/api/imports/{import_id}/cancel', {
          params: { path: { import_id: running.id } },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['imports'] }),
  })
  const count = running.read_items
  return (
    <Card
      title={t('import.reading')}
      hint={t('import.readingHint')}
      actions={
        <Button icon={Square} onClick={() => setAsking(true)}>
          {t('import.cancel')}
        </Button>
      }
    >
      <div role="status">
        <ProgressBar label={t('import.reading')} done={count} total={null} isBare />
        <p className={css.count}>{t('import.records', { count, shown: format.number(count) })}</p>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('import.cancelTitle')}
        action={t('import.cancel')}
        onConfirm={async () => {
          await stop.mutateAsync()
        }}
      >
        {t('import.cancelText')}
      </ConfirmDialog>
    </Card>
  )
}

function Next({ ended }: { ended: Import }) {
  const { t } = useTranslation('sources')
  if (ended.report.totals.kept + ended.report.totals.known === 0) return null
  return (
    <div className={css.next}>
      <ButtonLink to="/" kind="primary" icon={MessagesSquare}>
        {t('import.talk')}
      </ButtonLink>
      <ButtonLink to="/you" icon={UserRound}>
        {t('import.see')}
      </ButtonLink>
    </div>
  )
}

function Body({ found }: { found: Import }) {
  const { t } = useTranslation('sources')
  return (
    <div className={css.stack}>
      <p className={css.about}>
        <StateBadge state={found.state} />
        <Time at={found.created_at} as="dateTime" />
      </p>
      {isMoving(found) && <Reading running={found} />}
      {found.state === 'asking' && <Questions asking={found} />}
      {found.state === 'failed' && (
        <Notice tone="bad" role="alert" title={t('import.failedTitle')}>
          {found.error}
        </Notice>
      )}
      {found.state === 'cancelled' && <Notice>{t('import.stopped')}</Notice>}
      {!isMoving(found) && found.state !== 'asking' && (
        <>
          <Next ended={found} />
          <Report report={found.report} />
        </>
      )}
    </div>
  )
}

/** One import: how far it is, what it asks, what became of every record. */
export default function ImportPage() {
  const { t } = useTranslation('sources')
  const { id = '' } = useParams()
  const found = useQuery(importQuery(id))
  return (
    <Page
      title={found.data ? nameImport(t, found.data) : t('title')}
      actions={
        <ButtonLink to="/bring" kind="quiet" icon={ArrowLeft}>
          {t('import.back')}
        </ButtonLink>
      }
    >
      <Loaded query={found}>{(data) => <Body found={data} />}</Loaded>
    </Page>
  )
}
