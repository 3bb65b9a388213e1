import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CalendarDays, HelpCircle, MapPin, Users } from 'lucide-react'

import { api, call } from '@/api/client'
import { Button } from '@/kit/Button'
import { Badge, Card } from '@/kit/Card'
import { EmptyState } from '@/kit/EmptyState'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { useSourceName } from '@/kit/source-name'
import { toast } from '@/kit/toasts'

import { Ahead } from './AheadView'
import { Why } from './Why'
import css from './World.module.css'
import {
  commitmentsQuery,
  datesQuery,
  doubtsQuery,
  placesQuery,
  undoAct,
  WORLD_KEY,
  type ComingDate,
  type World,
} from './world'

const MOST_MEMBERS = 8

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
      <Loaded query={commitments}>{(rows) => <Ahead commitments={rows} />}</Loaded>
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
                <span className={css.actions}>
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

/** Who may be the same person; nothing is put together without a yes. */
export function DoubtsView({ world }: { world: World }) {
  const tell = useTelling(world)
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
                hint={[one, other].map(tell).filter(Boolean).join(' / ')}
                actions={
                  <span className={css.actions}>
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

/** What tells one of the same name from another: where they appear, and how much was written. */
function useTelling(world: World): (id: string) => string {
  const { t } = useTranslation('understanding')
  const format = useFormat()
  const nameSource = useSourceName()
  const people = new Map(world.people.map((each) => [each.id, each]))
  return (id) => {
    const known = people.get(id)
    if (known === undefined) return ''
    const written = known.sent + known.received
    const where = `${known.name}: ${format.list(known.sources.map(nameSource))}`
    return written > 0 ? `${where}, ${t('world.count', { count: written })}` : where
  }
}
