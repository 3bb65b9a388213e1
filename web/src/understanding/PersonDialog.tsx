import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { Button } from '@/kit/Button'
import { Badge } from '@/kit/Card'
import { Dialog } from '@/kit/Dialog'
import { Field, SearchField, Select, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { useSourceName } from '@/kit/source-name'
import { Time } from '@/kit/Time'
import { toast } from '@/kit/toasts'

import { Ahead } from './AheadView'
import en from './en.json'
import { Months } from './Months'
import { useRelation } from './useRelation'
import { Why } from './Why'
import css from './World.module.css'
import {
  eventsQuery,
  filterPeople,
  personQuery,
  previewQuery,
  undoAct,
  WORLD_KEY,
  type Detail,
  type Node,
} from './world'
import { Dates } from './WorldViews'

const RELATIONS = Object.keys(en.relation)
const MOST_FOUND = 6

interface PersonProps {
  id: string
  people: readonly Node[]
  onChoose: (id: string) => void
  onClose: () => void
}

/** Everything held of somebody, each with its evidence; and what the person can say of them by hand. */
export function PersonDialog({ id, people, onChoose, onClose }: PersonProps) {
  const { t } = useTranslation('understanding')
  const { t: kit } = useTranslation('kit')
  const detail = useQuery(personQuery(id))
  const name = detail.data?.name ?? people.find((each) => each.id === id)?.name ?? ''
  return (
    <Dialog
      isOpen
      isWide
      title={name}
      onClose={onClose}
      footer={
        <Button onClick={onClose} data-autofocus="">
          {kit('close')}
        </Button>
      }
    >
      <Loaded query={detail}>
        {(person) => (
          <>
            <Summary person={person} />
            <Months months={person.months_written} />
            {person.dates.length > 0 && <Dates dates={person.dates} />}
            <Ahead commitments={person.commitments} />
            <Events id={id} key={`${id}events`} />
            <Names person={person} onClose={onClose} />
            <ByHand person={person} onClose={onClose} />
            <Same person={person} people={people} onChoose={onChoose} onClose={onClose} />
          </>
        )}
      </Loaded>
      <span className="visually-hidden">{t('world.title')}</span>
    </Dialog>
  )
}

function Summary({ person }: { person: Detail }) {
  const { t } = useTranslation('understanding')
  const format = useFormat()
  const nameRelation = useRelation()
  return (
    <p className={css.badges}>
      {person.relation !== null && <Badge tone="accent">{nameRelation(person.relation)}</Badge>}
      <Badge tone="mark">{t('world.close', { share: format.percent(person.closeness) })}</Badge>
      <Badge>{t(`world.trend.${person.trend}`)}</Badge>
      <span className={css.soft}>{t('world.messages', person)}</span>
    </p>
  )
}

function useByHand(onClose?: () => void) {
  const { t } = useTranslation('understanding')
  const { t: kit } = useTranslation('kit')
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: WORLD_KEY })
  return async (title: string, done: Promise<{ act: string }>) => {
    const { act } = await done
    const undo = () =>
      undoAct(act).then(async () => {
        toast({ title: t('person.undone') })
        await reload()
      })
    toast({ title, action: { label: kit('undo'), onClick: () => void undo() } })
    onClose?.()
    await reload()
  }
}

function Names({ person, onClose }: { person: Detail; onClose: () => void }) {
  const { t } = useTranslation('understanding')
  const nameSource = useSourceName()
  const keep = useByHand(onClose)
  const part = useMutation({
    mutationFn: (alias: string) =>
      keep(
        t('person.parted'),
        call(
          api.POST('/api/you/world/people/{person_id}/splits', {
            params: { path: { person_id: person.id } },
            body: { alias_ids: [alias] },
          }),
        ),
      ),
  })
  return (
    <section className={css.part}>
      <h3>{t('person.names')}</h3>
      <p className={css.soft}>{t('person.namesHint')}</p>
      <Rows label={t('person.names')}>
        {person.aliases.map((alias) => (
          <Row
            key={alias.id}
            title={alias.name}
            hint={`${nameSource(alias.source)} · ${t('person.evidence', { count: alias.events })}`}
            actions={
              <span className={css.actions}>
                <Why events={alias.event_ids} />
                {person.aliases.length > 1 && (
                  <Button size="s" kind="quiet" onClick={() => part.mutate(alias.id)}>
                    {t('person.notThem')}
                  </Button>
                )}
              </span>
            }
          />
        ))}
      </Rows>
    </section>
  )
}

function ByHand({ person, onClose }: { person: Detail; onClose: () => void }) {
  const { t } = useTranslation('understanding')
  const nameRelation = useRelation()
  const keep = useByHand()
  const rename = useByHand(onClose)
  const path = { path: { person_id: person.id } }
  const relate = useMutation({
    mutationFn: (relation: string) =>
      keep(
        t('person.related'),
        call(
          api.PUT('/api/you/world/people/{person_id}/relation', {
            params: path,
            body: { relation },
          }),
        ),
      ),
  })
  return (
    <section className={css.part}>
      <Field label={t('person.relationTo')}>
        <Select
          value={person.relation ?? ''}
          onChange={({ target }) => relate.mutate(target.value)}
        >
          <option value="">{t('world.noRelation')}</option>
          {RELATIONS.map((relation) => (
            <option key={relation} value={relation}>
              {nameRelation(relation)}
            </option>
          ))}
        </Select>
      </Field>
      <Form
        onSubmit={(values) =>
          rename(
            t('person.renamed'),
            call(
              api.PUT('/api/you/world/people/{person_id}/name', {
                params: path,
                body: { name: values('name') },
              }),
            ),
          )
        }
        actions={<SubmitButton>{t('person.saveName')}</SubmitButton>}
      >
        <Field name="name" label={t('person.name')}>
          <TextInput required maxLength={200} defaultValue={person.name} />
        </Field>
      </Form>
    </section>
  )
}

function Same({ person, people, onClose }: Omit<PersonProps, 'id'> & { person: Detail }) {
  const { t } = useTranslation('understanding')
  const [words, setWords] = useState('')
  const [other, setOther] = useState<string | null>(null)
  const found =
    words.trim() === ''
      ? []
      : filterPeople(people, { words, relation: '', source: '', heard: '' }, 0)
          .filter(({ id }) => id !== person.id)
          .slice(0, MOST_FOUND)
  return (
    <section className={css.part}>
      <h3>{t('person.same')}</h3>
      <p className={css.soft}>{t('person.sameHint')}</p>
      <SearchField label={t('world.search')} value={words} onChange={setWords} />
      <span className={css.badges}>
        {found.map(({ id, name }) => (
          <Button key={id} size="s" aria-pressed={other === id} onClick={() => setOther(id)}>
            {name}
          </Button>
        ))}
      </span>
      {other !== null && <Preview one={person.id} other={other} onClose={onClose} />}
    </section>
  )
}

function Preview({ one, other, onClose }: { one: string; other: string; onClose: () => void }) {
  const { t } = useTranslation('understanding')
  const nameSource = useSourceName()
  const keep = useByHand(onClose)
  const merge = useMutation({
    mutationFn: () =>
      keep(
        t('person.merged'),
        call(api.POST('/api/you/world/merges', { body: { one_id: one, other_id: other } })),
      ),
  })
  return (
    <Loaded query={useQuery(previewQuery(one, other))}>
      {(preview) => (
        <div className={css.part}>
          <p>{t('person.preview', preview)}</p>
          <ul>
            {preview.aliases.map((alias) => (
              <li key={alias.id}>
                {alias.name} <span className={css.soft}>{nameSource(alias.source)}</span>
              </li>
            ))}
          </ul>
          <div>
            <Button kind="primary" isBusy={merge.isPending} onClick={() => merge.mutate()}>
              {t('person.merge')}
            </Button>
          </div>
        </div>
      )}
    </Loaded>
  )
}

function Events({ id }: { id: string }) {
  const { t } = useTranslation('understanding')
  const nameSource = useSourceName()
  const [before, setBefore] = useState<string | null>(null)
  return (
    <section className={css.part}>
      <h3>{t('person.events')}</h3>
      <Loaded query={useQuery(eventsQuery(id, before))}>
        {(rows) => (
          <>
            <Rows label={t('person.events')}>
              {rows.map((event) => (
                <Row
                  key={event.id}
                  title={
                    <span className={css.quote}>
                      {event.text === '' ? <em>{t('person.noText')}</em> : event.text}
                    </span>
                  }
                  hint={
                    <>
                      {event.is_mine ? t('person.you') : event.speaker} · {nameSource(event.source)}
                      {event.occurred_at !== null && (
                        <>
                          {' · '}
                          <Time at={event.occurred_at} />
                        </>
                      )}
                    </>
                  }
                  actions={<Why events={[event.id]} />}
                />
              ))}
            </Rows>
            {rows.length === 30 && (
              <div>
                <Button size="s" onClick={() => setBefore(rows.at(-1)?.occurred_at ?? null)}>
                  {t('person.older')}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}
