import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { BookMarked, Plus, RefreshCw, SearchX } from 'lucide-react'
import { useMemo, useState } from 'react'

import { api, call } from '@/api/client'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { ConfirmDialog } from '@/kit/ConfirmDialog'
import { EmptyState } from '@/kit/EmptyState'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { Field, TextArea } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Skeleton } from '@/kit/Progress'
import { toast } from '@/kit/toasts'
import { YouPage } from '@/kit/YouPage'

import type { What } from './api'
import { BeliefFilters } from './BeliefFilters'
import { BeliefQuestions } from './BeliefQuestions'
import { BeliefReading } from './BeliefReading'
import { BeliefRow, type Panel } from './BeliefRow'
import css from './Beliefs.module.css'
import { aboutQuery, getBeliefs, groupBeliefs, ME, PAGE, type Wanted } from './beliefs'
import { EventDialog } from './EventDialog'
import { ForgetDialog } from './ForgetDialog'

const MAX_CHARS = 4000

const EVERYTHING: Wanted = {
  words: '',
  subject: null,
  kind: null,
  states: ['held', 'in_question', 'ended'],
  is_sensitive: null,
}

/** All that is believed: why, since when, what for; and everything the person can do about it. */
export default function BeliefsPage() {
  const { t } = useTranslation('events')
  const [wanted, setWanted] = useState(EVERYTHING)
  const [event, setEvent] = useState<string | null>(null)
  const [doomed, setDoomed] = useState<What | null>(null)
  return (
    <YouPage title={t('beliefs.title')} lead={t('beliefs.lead')}>
      <BeliefQuestions onOpen={setEvent} />
      <Tell />
      <BeliefFilters wanted={wanted} onChange={setWanted} />
      <Beliefs wanted={wanted} onClear={() => setWanted(EVERYTHING)} onOpen={setEvent} />
      <BeliefReading />
      <Rebuild />
      <EventDialog
        id={doomed === null ? event : null}
        onClose={() => setEvent(null)}
        onForget={(what) => {
          setEvent(null)
          setDoomed(what)
        }}
      />
      <ForgetDialog what={doomed} onClose={() => setDoomed(null)} />
    </YouPage>
  )
}

function Tell() {
  const { t } = useTranslation('events')
  const queries = useQueryClient()
  return (
    <Card>
      <Form
        onSubmit={async (values, form) => {
          await call(api.POST('/api/you/beliefs', { body: { text: values('text') } }))
          form.reset()
          toast({ title: t('beliefs.kept') })
          await queries.invalidateQueries({ queryKey: ['you'] })
        }}
        actions={<SubmitButton icon={Plus}>{t('beliefs.add')}</SubmitButton>}
      >
        <Field name="text" label={t('beliefs.label')} hint={t('beliefs.hint')}>
          <TextArea required maxLength={MAX_CHARS} rows={2} />
        </Field>
      </Form>
    </Card>
  )
}

function Beliefs(props: { wanted: Wanted; onClear: () => void; onOpen: (event: string) => void }) {
  const { wanted, onClear, onOpen } = props
  const { t } = useTranslation('events')
  const query = useInfiniteQuery({
    queryKey: ['you', 'beliefs', 'list', wanted],
    queryFn: ({ pageParam, signal }) => getBeliefs(wanted, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => (page.length < PAGE ? undefined : pages.length * PAGE),
    placeholderData: keepPreviousData,
  })
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query
  const [open, setOpen] = useState<{ belief: string; panel: Panel } | null>(null)
  const beliefs = useMemo(() => data?.pages.flat() ?? [], [data])
  if (isPending) return <Skeleton blocks={4} />
  if (data === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (beliefs.length === 0) return <Nothing isFiltered={wanted !== EVERYTHING} onClear={onClear} />
  return (
    <div className={css.subjects}>
      {groupBeliefs(beliefs).map(({ subject, kinds }) => (
        <section key={subject} aria-label={subject === ME ? t('beliefs.you') : subject}>
          <h2 className={css.subject}>{subject === ME ? t('beliefs.you') : subject}</h2>
          {kinds.map(([kind, rows]) => (
            <div key={kind} className={css.kind}>
              <h3>{t(`beliefs.kinds.${kind}`)}</h3>
              <ul role="list" aria-label={t(`beliefs.kinds.${kind}`)}>
                {rows.map((belief) => (
                  <BeliefRow
                    key={belief.id}
                    belief={belief}
                    others={beliefs}
                    onOpen={onOpen}
                    panel={open?.belief === belief.id ? open.panel : null}
                    onPanel={(panel) => setOpen(panel && { belief: belief.id, panel })}
                  />
                ))}
              </ul>
            </div>
          ))}
        </section>
      ))}
      {hasNextPage && (
        <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('beliefs.more')}
        </Button>
      )}
    </div>
  )
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const { t } = useTranslation('events')
  return isFiltered ? (
    <EmptyState
      icon={SearchX}
      title={t('beliefs.noMatch')}
      actions={<Button onClick={onClear}>{t('beliefs.clear')}</Button>}
    />
  ) : (
    <EmptyState icon={BookMarked} title={t('beliefs.empty')}>
      {t('beliefs.emptyWords')}
    </EmptyState>
  )
}

/** Reads the whole log again; there is nothing to do it for where nothing is believed. */
function Rebuild() {
  const { t } = useTranslation('events')
  const queries = useQueryClient()
  const { data } = useQuery(aboutQuery)
  const [isAsking, setAsking] = useState(false)
  if (!data || data.length === 0) return null
  return (
    <div className={css.rebuild}>
      <Button kind="quiet" icon={RefreshCw} onClick={() => setAsking(true)}>
        {t('beliefs.rebuild')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('beliefs.rebuildTitle')}
        action={t('beliefs.rebuild')}
        isDangerous={false}
        onConfirm={async () => {
          await call(api.POST('/api/you/rebuild'))
          toast({ title: t('beliefs.rebuilding') })
          await queries.invalidateQueries({ queryKey: ['tasks'] })
        }}
      >
        <p>{t('beliefs.rebuildWords')}</p>
      </ConfirmDialog>
    </div>
  )
}
