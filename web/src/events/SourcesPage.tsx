import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { History, Plug, Trash2 } from 'lucide-react'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { Button, ButtonLink } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { ConfirmDialog } from '@/kit/ConfirmDialog'
import { EmptyState } from '@/kit/EmptyState'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { Notice } from '@/kit/Notice'
import { Skeleton } from '@/kit/Progress'
import { Switch } from '@/kit/Switch'
import { toast } from '@/kit/toasts'
import { YouPage } from '@/kit/YouPage'

import { keptAwayQuery, sourcesQuery, type Purpose, type Source, type What } from './api'
import { ForgetDialog } from './ForgetDialog'
import { SourceIcon, useNames } from './names'
import css from './You.module.css'

/** Where it all comes from, and what each source may serve. */
export default function SourcesPage() {
  const { t } = useTranslation('events')
  const [doomed, setDoomed] = useState<What | null>(null)
  const sources = useQuery(sourcesQuery)
  return (
    <YouPage title={t('sources.title')} lead={t('sources.lead')}>
      <KeptAway />
      <Loaded
        query={sources}
        skeleton={<Skeleton blocks={3} />}
        isEmpty={(rows) => rows.length === 0}
        empty={
          <EmptyState
            icon={Plug}
            title={t('sources.empty')}
            actions={
              <ButtonLink kind="primary" to="/bring">
                {t('timeline.bring')}
              </ButtonLink>
            }
          >
            {t('sources.emptyWords')}
          </EmptyState>
        }
      >
        {(rows) => (
          <div className={css.cards}>
            {rows.map((source) => (
              <SourceCard key={source.id} source={source} onForget={setDoomed} />
            ))}
          </div>
        )}
      </Loaded>
      <ForgetDialog what={doomed} onClose={() => setDoomed(null)} />
    </YouPage>
  )
}

function SourceCard({ source, onForget }: { source: Source; onForget: (what: What) => void }) {
  const { t } = useTranslation('events')
  const format = useFormat()
  const names = useNames()
  const span =
    source.first_at === null || source.last_at === null
      ? t('sources.noDates')
      : t('sources.span', { from: format.date(source.first_at), to: format.date(source.last_at) })
  return (
    <Card className={css.source}>
      <header className={css.sourceHead}>
        <span className={css.icon}>
          <SourceIcon kind={source.kind} />
        </span>
        <div className={css.words}>
          <h2>{names.source(source)}</h2>
          <p className={css.soft}>
            {t('sources.events', { count: source.events })}
            {source.events > 0 && ` · ${span}`}
          </p>
        </div>
      </header>
      <Switches source={source} />
      <footer className={css.sourceFoot}>
        <ButtonLink size="s" kind="quiet" icon={History} to={`/you?source=${source.id}`}>
          {t('sources.show')}
        </ButtonLink>
        <Button
          size="s"
          kind="dangerQuiet"
          icon={Trash2}
          onClick={() => onForget({ scale: 'source', source: source.id })}
        >
          {t('sources.forget')}
        </Button>
      </footer>
    </Card>
  )
}

function Switches({ source }: { source: Source }) {
  const { t } = useTranslation('events')
  const names = useNames()
  const queries = useQueryClient()
  const turn = useMutation({
    mutationFn: ({ purpose, isOn }: { purpose: Purpose; isOn: boolean }) =>
      call(
        api.PUT('/api/you/sources/{source_id}/switches/{purpose}', {
          params: { path: { source_id: source.id, purpose } },
          body: { is_on: isOn },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['you'] }),
  })
  const pending = turn.isPending ? turn.variables : undefined
  return (
    <div
      className={css.switches}
      role="group"
      aria-label={t('sources.switchesOf', { source: names.source(source) })}
    >
      <h3 className={css.soft}>{t('sources.switches')}</h3>
      {source.switches.map(({ purpose, is_on, events }) => {
        const isNever = events === 0 && source.events > 0
        return (
          <Switch
            key={purpose}
            label={names.purpose(purpose)}
            hint={isNever ? t('purposeHint.never') : t(`purposeHint.${purpose}`)}
            isOn={pending?.purpose === purpose ? pending.isOn : is_on && !isNever}
            isDisabled={isNever}
            onChange={(isOn) => turn.mutate({ purpose, isOn })}
          />
        )
      })}
    </div>
  )
}

/** What was forgotten stays away; whoever wants it back says so here. */
function KeptAway() {
  const { t } = useTranslation('events')
  const queries = useQueryClient()
  const { data } = useQuery(keptAwayQuery)
  const [isAsking, setAsking] = useState(false)
  if (!data || data.events === 0) return null
  return (
    <Notice
      title={t('sources.kept', { count: data.events })}
      actions={
        <Button size="s" onClick={() => setAsking(true)}>
          {t('sources.allow')}
        </Button>
      }
    >
      {t('sources.keptWords')}
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('sources.allowTitle')}
        action={t('sources.allow')}
        isDangerous={false}
        onConfirm={async () => {
          await call(api.DELETE('/api/you/forgotten'))
          toast({ title: t('sources.allowed') })
          await queries.invalidateQueries({ queryKey: keptAwayQuery.queryKey })
        }}
      >
        <p>{t('sources.allowWords')}</p>
      </ConfirmDialog>
    </Notice>
  )
}
