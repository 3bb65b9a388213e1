import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronRight, FileArchive, Sparkles } from 'lucide-react'
import { Link, useNavigate } from 'react-router'

import { api, call } from '@/api/client'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { Page } from '@/kit/Page'
import { Time } from '@/kit/Time'

import css from './Bring.module.css'
import { DropZone } from './DropZone'
import { nameImport } from './naming'
import { importsQuery, type Import } from './queries'
import { SourcesTabs } from './SourcesTabs'
import { StateBadge } from './StateBadge'

const SERVICES = ['facebook', 'whatsapp', 'chatgpt', 'google', 'telegram', 'x', 'mastodon'] as const

function Sample() {
  const { t } = useTranslation('sources')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const begin = useMutation({
    mutationFn: () => call(api.POST('/api/imports/sample')),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['imports'] })
      void queries.invalidateQueries({ queryKey: ['tasks'] })
      await navigate(`/bring/${id}`)
    },
  })
  return (
    <Card title={t('sample.title')} hint={t('sample.hint')}>
      <div>
        <Button icon={Sparkles} isBusy={begin.isPending} onClick={() => begin.mutate()}>
          {t('sample.action')}
        </Button>
      </div>
    </Card>
  )
}

function HowTo() {
  const { t } = useTranslation('sources')
  return (
    <Card title={t('how.title')} hint={t('how.hint')}>
      <div>
        {SERVICES.map((service) => (
          <details key={service} className={css.how}>
            <summary>
              <ChevronRight aria-hidden />
              {t(`how.${service}`)}
            </summary>
            <p>{t(`how.${service}Text`)}</p>
          </details>
        ))}
      </div>
    </Card>
  )
}

function Brought({ imports }: { imports: readonly Import[] }) {
  const { t } = useTranslation('sources')
  return (
    <Card title={t('list.title')}>
      <Rows label={t('list.title')}>
        {imports.map((each) => (
          <Row
            key={each.id}
            start={<FileArchive className={css.rowIcon} aria-hidden />}
            title={<Link to={`/bring/${each.id}`}>{nameImport(t, each)}</Link>}
            hint={<Time at={each.created_at} as="relative" />}
            actions={<StateBadge state={each.state} />}
          />
        ))}
      </Rows>
    </Card>
  )
}

/** Brings archives in, and lists what was brought. */
export default function BringPage() {
  const { t } = useTranslation('sources')
  const imports = useQuery(importsQuery)
  return (
    <Page title={t('title')} lead={t('lead')}>
      <SourcesTabs />
      <div className={css.stack}>
        <DropZone />
        <Loaded query={imports}>
          {(rows) => (rows.length > 0 ? <Brought imports={rows} /> : <Sample />)}
        </Loaded>
        <HowTo />
        {imports.data && imports.data.length > 0 && <Sample />}
      </div>
    </Page>
  )
}
