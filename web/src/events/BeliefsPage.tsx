import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { BookMarked, Pencil, Plus, Quote, Trash2 } from 'lucide-react'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { Button, ButtonLink, IconButton } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { EmptyState } from '@/kit/EmptyState'
import { Field, TextArea } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { toast } from '@/kit/toasts'
import { YouPage } from '@/kit/YouPage'

import { beliefsQuery, type Belief } from './api'
import css from './You.module.css'

const MAX_CHARS = 4000

/** What the person said about themselves: add, correct, forget. */
export default function BeliefsPage() {
  const { t } = useTranslation('events')
  const beliefs = useQuery(beliefsQuery)
  return (
    <YouPage title={t('beliefs.title')} lead={t('beliefs.lead')}>
      <Tell />
      <Loaded
        query={beliefs}
        isEmpty={(rows) => rows.length === 0}
        empty={
          <EmptyState icon={BookMarked} title={t('beliefs.empty')}>
            {t('beliefs.emptyWords')}
          </EmptyState>
        }
      >
        {(rows) => (
          <ul role="list" className={css.beliefs} aria-label={t('beliefs.list')}>
            {rows.map((belief) => (
              <li key={belief.id}>
                <BeliefCard belief={belief} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </YouPage>
  )
}

const useRefresh = () => {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['you'] })
}

function Tell() {
  const { t } = useTranslation('events')
  const refresh = useRefresh()
  return (
    <Card>
      <Form
        onSubmit={async (values, form) => {
          await call(api.POST('/api/you/beliefs', { body: { text: values('text') } }))
          form.reset()
          toast({ title: t('beliefs.kept') })
          await refresh()
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

function BeliefCard({ belief }: { belief: Belief }) {
  const { t } = useTranslation('events')
  const { t: kit } = useTranslation('kit')
  const format = useFormat()
  const refresh = useRefresh()
  const [isEditing, setEditing] = useState(false)
  const tellAgain = useMutation({
    mutationFn: (text: string) => call(api.POST('/api/you/beliefs', { body: { text } })),
    onSuccess: refresh,
  })
  const forget = useMutation({
    mutationFn: () =>
      call(
        api.DELETE('/api/you/beliefs/{belief_id}', { params: { path: { belief_id: belief.id } } }),
      ),
    onSuccess: () => {
      toast({
        title: t('beliefs.gone'),
        action: { label: kit('undo'), onClick: () => tellAgain.mutate(belief.statement) },
      })
      return refresh()
    },
  })
  if (isEditing) return <Correct belief={belief} onDone={() => setEditing(false)} />
  const evidence = belief.evidence[0]
  return (
    <Card className={css.belief}>
      <div className={css.beliefHead}>
        <p className={css.said}>{belief.statement}</p>
        <div className={css.deeds}>
          <IconButton icon={Pencil} label={t('beliefs.edit')} onClick={() => setEditing(true)} />
          <IconButton
            icon={Trash2}
            label={t('beliefs.forget')}
            disabled={forget.isPending}
            onClick={() => forget.mutate()}
          />
        </div>
      </div>
      <div className={css.beliefFoot}>
        <span className={css.soft}>
          {t('beliefs.since', { date: format.date(belief.learned_at) })}
        </span>
        {evidence !== undefined && (
          <ButtonLink size="s" kind="quiet" icon={Quote} to={`/you?event=${evidence}`}>
            {t('beliefs.evidence')}
          </ButtonLink>
        )}
      </div>
      {belief.earlier.length > 0 && (
        <details className={css.earlier}>
          <summary>{t('beliefs.earlier', { count: belief.earlier.length })}</summary>
          <ul>
            {belief.earlier.map((each) => (
              <li key={each.id}>
                {each.statement} <span className={css.soft}>{format.date(each.learned_at)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  )
}

function Correct({ belief, onDone }: { belief: Belief; onDone: () => void }) {
  const { t } = useTranslation('events')
  const { t: kit } = useTranslation('kit')
  const refresh = useRefresh()
  return (
    <Card>
      <Form
        onSubmit={async (values) => {
          if (values('text').trim() !== belief.statement) {
            await call(
              api.PUT('/api/you/beliefs/{belief_id}', {
                params: { path: { belief_id: belief.id } },
                body: { text: values('text') },
              }),
            )
            await refresh()
          }
          onDone()
        }}
        actions={
          <>
            <SubmitButton>{kit('save')}</SubmitButton>
            <Button onClick={onDone}>{kit('cancel')}</Button>
          </>
        }
      >
        <Field name="text" label={t('beliefs.label')}>
          <TextArea
            required
            // eslint-disable-next-line jsx-a11y/no-autofocus -- whoever chose to correct it wants to type
            autoFocus
            maxLength={MAX_CHARS}
            rows={2}
            defaultValue={belief.statement}
          />
        </Field>
      </Form>
    </Card>
  )
}
