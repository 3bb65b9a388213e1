import { useQuery, useQueryClient } from '@tanstack/react-query'
import { AppWindow, Globe, Laptop, MonitorSmartphone } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'

import { api } from '@/api/client'
import { Button } from '@/kit/Button'
import { Badge, Card } from '@/kit/Card'
import { ConfirmDialog } from '@/kit/ConfirmDialog'
import { EmptyState } from '@/kit/EmptyState'
import { Trans, useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { toast } from '@/kit/toasts'
import { YouPage } from '@/kit/YouPage'

import css from './Apps.module.css'
import { appsQuery, type App } from './apps'
import { Where } from './AskCard'

const ICONS = {
  site: Globe,
  computer: Laptop,
  app: AppWindow,
  device: MonitorSmartphone,
} as const

/** The apps that the person let in: what each may do, since when, and the way to end it. */
export default function AppsPage() {
  const { t } = useTranslation('gateway')
  const apps = useQuery(appsQuery)
  const [ending, setEnding] = useState<App | null>(null)
  return (
    <YouPage title={t('apps.title')} lead={t('apps.lead')}>
      <Loaded
        query={apps}
        isEmpty={(rows) => rows.length === 0}
        empty={
          <EmptyState icon={AppWindow} title={t('apps.none')}>
            <Trans ns="gateway" i18nKey="apps.noneWords">
              Have a code? <Link to="/device">Type it</Link>
            </Trans>
          </EmptyState>
        }
      >
        {(rows) => (
          <Card title={t('apps.list')}>
            <Rows label={t('apps.list')}>
              {rows.map((app) => (
                <AppRow key={app.id} app={app} onEnd={() => setEnding(app)} />
              ))}
            </Rows>
          </Card>
        )}
      </Loaded>
      {ending !== null && <End app={ending} onClose={() => setEnding(null)} />}
    </YouPage>
  )
}

function AppRow({ app, onEnd }: { app: App; onEnd: () => void }) {
  const { t } = useTranslation('gateway')
  const format = useFormat()
  const Icon = ICONS[app.place]
  const used =
    app.last_used_at === null
      ? t('keys.unused')
      : t('keys.used', { when: format.relative(app.last_used_at) })
  return (
    <Row
      start={<Icon className={css.icon} aria-hidden />}
      title={
        <>
          {app.name}
          {app.scopes.map((scope) => (
            <Badge key={scope} tone={scope === 'personal' ? 'mark' : 'plain'}>
              {t(`scope.${scope}`)}
            </Badge>
          ))}
        </>
      }
      hint={`${t('apps.since', { when: format.date(app.created_at) })} · ${used}`}
      actions={
        <Button
          kind="dangerQuiet"
          size="s"
          aria-label={t('apps.endNamed', { name: app.name })}
          onClick={onEnd}
        >
          {t('apps.end')}
        </Button>
      }
    >
      <ul className={css.may}>
        {app.scopes.map((scope) => (
          <li key={scope}>{t(`apps.may.${scope}`)}</li>
        ))}
        <li>
          <Where of="apps.at" place={app.place} origin={app.origin} />
        </li>
      </ul>
    </Row>
  )
}

function End({ app, onClose }: { app: App; onClose: () => void }) {
  const { t } = useTranslation('gateway')
  const queries = useQueryClient()
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('apps.endTitle', { name: app.name })}
      action={t('apps.endDo')}
      onConfirm={async () => {
        await api.DELETE('/api/apps/{app}', { params: { path: { app: app.id } } })
        await queries.invalidateQueries({ queryKey: appsQuery.queryKey })
        toast({ title: t('apps.ended', { name: app.name }) })
      }}
    >
      <p>{t('apps.endText')}</p>
    </ConfirmDialog>
  )
}
