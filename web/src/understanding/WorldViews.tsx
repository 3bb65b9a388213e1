import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CalendarDays, HelpCircle, MapPin, Quote, Users } from 'lucide-react'

import { api, call } from '@/api/client'
import { Button, ButtonLink } from '@/kit/Button'
import { Badge, Card } from '@/kit/Card'
import { EmptyState } from '@/kit/EmptyState'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { toast } from '@/kit/toasts'

import css from './World.module.css'
import {
  commitmentsQuery,
  datesQuery,
  doubtsQuery,
  placesQuery,
  undoAct,
  WORLD_KEY,
  type ComingDate,
  type Commitment,
  type World,
} from './world'

const MOST_MEMBERS = 8
const MOST_PROMISES = 60

interface Choosing {
  onChoose: (id: string) => void
}

/** Conversations of several, with those who speak most. */
export function GroupsView({ world, onChoose }: Choosing & { world: World }) {
  const { t } = useTranslation('understanding')
  const format = useFormat()
  const names = new Map(world.people.map(({ id, name }) => [id, name]))
  if (world.groups.length === 0) return <EmptyState icon={Users} title={t('world.noGroups')} />
  return (
    <Rows label={t('world.groups')}>
      {world.groups.map((group) => (
        <Row
          key={group.id}
          title={group.title === '' ? t('world.untitled') : group.title}
          hint={[
            t('world.members', { count: group.members }),
            t('world.count', { count: group.messages }),
            ...(group.last_at === null
              ? []
              : [t('world.last', { when: format.relative(group.last_at) })]),
          ].join(' · ')}
        >
          <span className={css.badges}>
            {group.member_ids.slice(0, MOST_MEMBERS).map((id) => (
              <button key={id} type="button" className={css.name} onClick={() => onChoose(id)}>
                {names.get(id) ?? id}
              </button>
            ))}
          </span>
        </Row>
      ))}
    </Rows>
  )
}

/** Where the person was, the most visited first. */
export function PlacesView() {
  const { t } = useTranslation('understanding')
  const format = useFormat()
  return (
    <Loaded
      query={useQuery(placesQuery)}
      isEmpty={(rows) => rows.length === 0}
      empty={<EmptyState icon={MapPin} title={t('world.noPlaces')} />}
    >
      {(rows) => (
        <Rows label={t('world.places')}>
          {rows.map((place) => (
            <Row
              key={place.id}
              title={place.name}
              hint={[
                place.address,
                t('world.visits', { count: place.visits }),
                place.last_at === null ? '' : format.date(place.last_at),
              ]
                .filter(Boolean)
                .join(' · ')}
              actions={<Why events={place.event_ids} />}
            />
          ))}
        </Rows>
      )}
    </Loaded>
  )
}

/** The way to the event that says so. */
export function Why({ events }: { events: readonly string[] }) {
  const { t } = useTranslation('understanding')
  const event = events.at(-1)
  if (event === undefined) return null
  return (
    <ButtonLink size="s" kind="quiet" icon={Quote} to={`/you?event=${event}`}>
      {t('world.why')}
    </ButtonLink>
  )
}

/** Birthdays and anniversaries to come, promises and occasions. */
export function DatesView({ onChoose }: Choosing) {
  const { t } = useTranslation('understanding')
  const dates = useQuery(datesQuery)
  const commitments = useQuery(commitmentsQuery)
  if (dates.data?.length === 0 && commitments.data?.length === 0)
    return <EmptyState icon={CalendarDays} title={t('world.noDates')} />
  return (
    <div className={css.stack}>
      <Loaded query={dates}>
        {(rows) => rows.length > 0 && <Dates dates={rows} onChoose={onChoose} />}
      </Loaded>
      <Loaded query={commitments}>
        {(rows) => rows.length > 0 && <Commitments commitments={rows.slice(0, MOST_PROMISES)} />}
      </Loaded>
    </div>
  )
}

/** Dates that recur, the nearest first. */
export function Dates({ dates, onChoose }: { dates: readonly ComingDate[] } & Partial<Choosing>) {
  const { t } = useTranslation('understanding')
  const format = useFormat()
  return (
    <Card title={t('date.coming')}>
      <Rows label={t('date.coming')}>
        {dates.map((each) => {
          const id = each.acquaintance_id
          const name = each.name ?? t('date.mine')
          return (
            <Row
              key={`${each.what}${id ?? ''}`}
              title={
                id !== null && onChoose ? (
                  <button type="button" className={css.name} onClick={() => onChoose(id)}>
                    {name}
                  </button>
                ) : (
                  name
                )
              }
              hint={`${t(each.what === 'birthday' ? 'date.birthday' : 'date.anniversary')} · ${format.day(`${each.on_day}T12:00:00Z`)}`}
              actions={
                <span className={css.badges}>
                  {!each.is_certain && <Badge>{t('date.probably')}</Badge>}
                  <Why events={each.evidence} />
                </span>
              }
            />
          )
        })}
      </Rows>
    </Card>
  )
}

/** Promises and occasions, each with the words that say it. */
export function Commitments({ commitments }: { commitments: readonly Commitment[] }) {
  const { t } = useTranslation('understanding')
  const format = useFormat()
  const queries = useQueryClient()
  const settle = useMutation({
    mutationFn: ({ of, state }: { of: Commitment; state: Commitment['state'] }) =>
      call(
        api.PUT('/api/you/world/commitments/{event_id}/{position}', {
          params: { path: { event_id: of.event_id, position: of.position } },
          body: { state },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: WORLD_KEY }),
  })
  return (
    <Card title={t('date.promises')}>
      <Rows label={t('date.promises')}>
        {commitments.map((each) => (
          <Row
            key={`${each.event_id}/${each.position}`}
            title={<span className={css.quote}>“{each.quote}”</span>}
            hint={[
              each.is_mine
                ? t('date.byYou')
                : t('date.byThem', { name: each.name ?? t('date.somebody') }),
              each.is_mine && each.name !== null ? t('date.to', { name: each.name }) : '',
              each.due_on === null
                ? ''
                : t('date.due', { day: format.day(`${each.due_on}T12:00:00Z`) }),
            ]
              .filter(Boolean)
              .join(' · ')}
            actions={
              <span className={css.badges}>
                {each.state === 'open' ? (
                  <>
                    <Button size="s" onClick={() => settle.mutate({ of: each, state: 'done' })}>
                      {t('date.done')}
                    </Button>
                    <Button
                      size="s"
                      kind="quiet"
                      onClick={() => settle.mutate({ of: each, state: 'dropped' })}
                    >
                      {t('date.drop')}
                    </Button>
                  </>
                ) : (
                  <>
                    <Badge tone={each.state === 'done' ? 'good' : 'plain'}>
                      {t(`date.state.${each.state}`)}
                    </Badge>
                    <Button
                      size="s"
                      kind="quiet"
                      onClick={() => settle.mutate({ of: each, state: 'open' })}
                    >
                      {t('date.open')}
                    </Button>
                  </>
                )}
                <Why events={[each.event_id]} />
              </span>
            }
          />
        ))}
      </Rows>
    </Card>
  )
}

/** Who may be the same person; nothing is put together without a yes. */
export function DoubtsView() {
  const { t } = useTranslation('understanding')
  const { t: kit } = useTranslation('kit')
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: WORLD_KEY })
  const answer = useMutation({
    mutationFn: ({ isSame, one, other }: { isSame: boolean; one: string; other: string }) => {
      const body = { one_id: one, other_id: other }
      return isSame
        ? call(api.POST('/api/you/world/merges', { body }))
        : call(api.POST('/api/you/world/partings', { body }))
    },
    onSuccess: async ({ act }, { isSame }) => {
      toast({
        title: isSame ? t('person.merged') : t('person.parted'),
        action: { label: kit('undo'), onClick: () => void undoAct(act).then(reload) },
      })
      await reload()
    },
  })
  return (
    <Loaded
      query={useQuery(doubtsQuery)}
      isEmpty={(rows) => rows.length === 0}
      empty={
        <EmptyState icon={HelpCircle} title={t('doubt.none')}>
          {t('doubt.noneWords')}
        </EmptyState>
      }
    >
      {(rows) => (
        <div className={css.stack}>
          <p className={css.soft}>{t('doubt.lead')}</p>
          <Rows>
            {rows.map(({ acquaintance_id: one, other_id: other, name, other_name }) => (
              <Row
                key={one + other}
                title={t('doubt.is', { name, other: other_name })}
                actions={
                  <span className={css.badges}>
                    <Button size="s" onClick={() => answer.mutate({ isSame: true, one, other })}>
                      {t('doubt.yes')}
                    </Button>
                    <Button
                      size="s"
                      kind="quiet"
                      onClick={() => answer.mutate({ isSame: false, one, other })}
                    >
                      {t('doubt.no')}
                    </Button>
                  </span>
                }
              />
            ))}
          </Rows>
        </div>
      )}
    </Loaded>
  )
}
