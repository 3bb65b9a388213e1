import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Sparkles } from 'lucide-react'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { Button, ButtonLink } from '@/kit/Button'
import { Dialog } from '@/kit/Dialog'
import { EmptyState } from '@/kit/EmptyState'
import { Field, Select, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { toast, toastError } from '@/kit/toasts'
import { YouPage } from '@/kit/YouPage'

import css from './Person.module.css'
import { interestsQuery, type Deed, type Interest } from './queries'
import { Topic } from './Topic'

interface Done {
  interest: Interest
  deed: Deed
  name?: string
  into?: string
}

/** What interests the person: topics by weight, each with what is behind it, and their hand on it. */
export default function InterestsPage() {
  const { t } = useTranslation('understanding')
  const interests = useQuery(interestsQuery)
  const act = useDeeds()
  const [renamed, setRenamed] = useState<Interest | null>(null)
  const [merged, setMerged] = useState<Interest | null>(null)
  return (
    <YouPage title={t('interests.title')} lead={t('interests.lead')}>
      <Loaded
        query={interests}
        isEmpty={(list) => list.length === 0}
        empty={
          <EmptyState
            icon={Sparkles}
            title={t('interests.empty')}
            actions={
              <ButtonLink to="/bring" kind="primary">
                {t('interests.bring')}
              </ButtonLink>
            }
          >
            {t('interests.emptyWords')}
          </EmptyState>
        }
      >
        {(list) => (
          <ul role="list" className={css.topics} aria-label={t('interests.list')}>
            {list.map((interest) => (
              <Topic
                key={interest.id}
                interest={interest}
                onDeed={(deed) => act({ interest, deed })}
                onRename={() => setRenamed(interest)}
                onMerge={() => setMerged(interest)}
              />
            ))}
          </ul>
        )}
      </Loaded>
      {renamed && (
        <Rename
          interest={renamed}
          onClose={() => setRenamed(null)}
          onName={(name) => act({ interest: renamed, deed: 'renamed', name })}
        />
      )}
      {merged && (
        <Merge
          interest={merged}
          others={(interests.data ?? []).filter((each) => each.id !== merged.id)}
          onClose={() => setMerged(null)}
          onInto={(into) => act({ interest: merged, deed: 'merged', into })}
        />
      )}
    </YouPage>
  )
}

/** Does something with a topic, and offers to undo it. */
function useDeeds() {
  const { t } = useTranslation('understanding')
  const { t: kit } = useTranslation('kit')
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: ['you', 'interests'] })
  const undo = useMutation({
    mutationFn: (event: string) =>
      call(
        api.POST('/api/you/interests/deeds/{event_id}/undo', {
          params: { path: { event_id: event } },
        }),
      ),
    onSuccess: reload,
    onError: (error) => toastError(error),
  })
  const act = useMutation({
    mutationFn: ({ interest, deed, name, into }: Done) =>
      call(
        api.POST('/api/you/interests/{interest_id}/deeds', {
          params: { path: { interest_id: interest.id } },
          body: { deed, name: name ?? '', into: into ?? null },
        }),
      ),
    onSuccess: ({ event_id: event }, { interest, deed }) => {
      toast({
        title: t(`interests.done.${deed}`, { name: interest.name }),
        action: { label: kit('undo'), onClick: () => undo.mutate(event) },
      })
      return reload()
    },
    onError: (error) => toastError(error),
  })
  return (done: Done) => act.mutate(done)
}

interface RenameProps {
  interest: Interest
  onClose: () => void
  onName: (name: string) => void
}

function Rename({ interest, onClose, onName }: RenameProps) {
  const { t } = useTranslation('understanding')
  const { t: kit } = useTranslation('kit')
  return (
    <Dialog isOpen onClose={onClose} title={t('interests.rename')}>
      <Form
        onSubmit={(value) => {
          onName(value('name'))
          onClose()
          return Promise.resolve()
        }}
        actions={
          <>
            <SubmitButton>{kit('save')}</SubmitButton>
            <Button onClick={onClose}>{kit('cancel')}</Button>
          </>
        }
      >
        <Field name="name" label={t('interests.newName')}>
          <TextInput required maxLength={80} defaultValue={interest.name} />
        </Field>
      </Form>
    </Dialog>
  )
}

interface MergeProps {
  interest: Interest
  others: readonly Interest[]
  onClose: () => void
  onInto: (into: string) => void
}

function Merge({ interest, others, onClose, onInto }: MergeProps) {
  const { t } = useTranslation('understanding')
  const { t: kit } = useTranslation('kit')
  return (
    <Dialog isOpen onClose={onClose} title={t('interests.mergeTitle', { name: interest.name })}>
      <Form
        onSubmit={(value) => {
          onInto(value('into'))
          onClose()
          return Promise.resolve()
        }}
        actions={
          <>
            <SubmitButton>{t('interests.mergeDo')}</SubmitButton>
            <Button onClick={onClose}>{kit('cancel')}</Button>
          </>
        }
      >
        <Field name="into" label={t('interests.mergeChoose')}>
          <Select>
            {others.map((other) => (
              <option key={other.id} value={other.id}>
                {other.name}
              </option>
            ))}
          </Select>
        </Field>
      </Form>
    </Dialog>
  )
}
