import { useQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import { useMemo, useState } from 'react'

import { Avatar, Badge } from '@/kit/Card'
import { Button, ButtonLink } from '@/kit/Button'
import { EmptyState } from '@/kit/EmptyState'
import { Field, SearchField, Select } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { useSourceName } from '@/kit/source-name'
import { Tabs } from '@/kit/Tabs'
import { YouPage } from '@/kit/YouPage'

import { Months } from './Months'
import { PersonDialog } from './PersonDialog'
import { useRelation } from './useRelation'
import css from './World.module.css'
import {
  doubtsQuery,
  filterPeople,
  worldQuery,
  type Node,
  type World,
  type WorldFilters,
} from './world'
import { WorldMap } from './WorldMap'
import { DatesView, DoubtsView, GroupsView, PlacesView } from './WorldViews'

const STEP = 100
const PHONE = '(max-width: 40rem)'

/** Who is in the person's life: as a map and as a list, with groups, places, dates and open questions. */
export default function WorldPage() {
  const { t } = useTranslation('understanding')
  const world = useQuery(worldQuery)
  return (
    <YouPage title={t('world.title')} lead={t('world.lead')}>
      <Loaded
        query={world}
        isEmpty={({ people }) => people.length === 0}
        empty={
          <EmptyState
            icon={Users}
            title={t('world.empty')}
            actions={
              <ButtonLink kind="primary" to="/bring">
                {t('world.bring')}
              </ButtonLink>
            }
          >
            {t('world.emptyWords')}
          </EmptyState>
        }
      >
        {(data) => <Views world={data} />}
      </Loaded>
    </YouPage>
  )
}

function Views({ world }: { world: World }) {
  const { t } = useTranslation('understanding')
  const [view, setView] = useState(() => (matchMedia(PHONE).matches ? 'people' : 'map'))
  const [chosen, setChosen] = useState<string | null>(null)
  const [filters, setFilters] = useState<WorldFilters>({
    words: '',
    relation: '',
    source: '',
    heard: '',
  })
  const { data: doubts } = useQuery(doubtsQuery)
  const [now] = useState(() => Date.now())
  const people = useMemo(() => filterPeople(world.people, filters, now), [world, filters, now])
  const shown = useMemo(() => new Set(people.map(({ id }) => id)), [people])
  const finding = (
    <>
      <Filters world={world} filters={filters} onChange={setFilters} />
      <p className={css.soft} role="status">
        {people.length === 0 ? t('world.none') : t('world.shown', { count: people.length })}
      </p>
    </>
  )
  return (
    <div className={css.stack}>
      <Months months={world.months} />
      <Tabs
        label={t('world.views')}
        value={view}
        onChange={setView}
        tabs={[
          {
            id: 'map',
            label: t('world.map'),
            content: (
              <div className={css.stack}>
                {finding}
                <WorldMap world={world} shown={shown} onChoose={setChosen} />
              </div>
            ),
          },
          {
            id: 'people',
            label: t('world.people', { count: world.people.length }),
            content: (
              <div className={css.stack}>
                {finding}
                <People people={people} onChoose={setChosen} />
              </div>
            ),
          },
          {
            id: 'groups',
            label: t('world.groups'),
            content: <GroupsView world={world} onChoose={setChosen} />,
          },
          { id: 'places', label: t('world.places'), content: <PlacesView /> },
          { id: 'dates', label: t('world.dates'), content: <DatesView onChoose={setChosen} /> },
          {
            id: 'doubts',
            label: t('world.doubts', { count: doubts?.length ?? 0 }),
            content: <DoubtsView world={world} />,
          },
        ]}
      />
      {chosen !== null && (
        <PersonDialog
          key={chosen}
          id={chosen}
          people={world.people}
          onChoose={setChosen}
          onClose={() => setChosen(null)}
        />
      )}
    </div>
  )
}

interface FiltersProps {
  world: World
  filters: WorldFilters
  onChange: (filters: WorldFilters) => void
}

function Filters({ world, filters, onChange }: FiltersProps) {
  const { t } = useTranslation('understanding')
  const nameRelation = useRelation()
  const nameSource = useSourceName()
  const relations = [...new Set(world.people.flatMap(({ relation }) => relation ?? []))].sort()
  const sources = [...new Set(world.people.flatMap((each) => each.sources))].sort()
  return (
    <div className={css.filters}>
      <SearchField
        label={t('world.search')}
        value={filters.words}
        onChange={(words) => onChange({ ...filters, words })}
      />
      <Field label={t('world.relation')}>
        <Select
          value={filters.relation}
          onChange={({ target }) => onChange({ ...filters, relation: target.value })}
        >
          <option value="">{t('world.anyRelation')}</option>
          {relations.map((relation) => (
            <option key={relation} value={relation}>
              {nameRelation(relation)}
            </option>
          ))}
          <option value="none">{t('world.noRelation')}</option>
        </Select>
      </Field>
      <Field label={t('world.source')}>
        <Select
          value={filters.source}
          onChange={({ target }) => onChange({ ...filters, source: target.value })}
        >
          <option value="">{t('world.anySource')}</option>
          {sources.map((source) => (
            <option key={source} value={source}>
              {nameSource(source)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('world.heard')}>
        <Select
          value={filters.heard}
          onChange={({ target }) =>
            onChange({ ...filters, heard: target.value as WorldFilters['heard'] })
          }
        >
          <option value="">{t('world.anyTime')}</option>
          <option value="90">{t('world.within90')}</option>
          <option value="365">{t('world.within365')}</option>
          <option value="longer">{t('world.longer')}</option>
        </Select>
      </Field>
    </div>
  )
}

function People({ people, onChoose }: { people: Node[]; onChoose: (id: string) => void }) {
  const { t } = useTranslation('understanding')
  const format = useFormat()
  const nameRelation = useRelation()
  const nameSource = useSourceName()
  const [most, setMost] = useState(STEP)
  return (
    <>
      <Rows label={t('world.title')}>
        {people.slice(0, most).map((each) => (
          <Row
            key={each.id}
            start={<Avatar name={each.name} />}
            title={
              <button type="button" className={css.name} onClick={() => onChoose(each.id)}>
                {each.name}
              </button>
            }
            hint={[
              each.sent + each.received > 0
                ? t('world.messages', each)
                : format.list(each.sources.map(nameSource)),
              each.in_groups > 0 && t('world.inGroups', { count: each.in_groups }),
              each.last_at === null
                ? t('world.never')
                : t('world.last', { when: format.relative(each.last_at) }),
            ]
              .filter((words) => words !== false)
              .join(' · ')}
            actions={
              <span className={css.actions}>
                {each.relation !== null && (
                  <Badge tone="accent">{nameRelation(each.relation)}</Badge>
                )}
                {each.trend !== 'steady' && (
                  <Badge tone={each.trend === 'closer' ? 'good' : 'plain'}>
                    {t(`world.trend.${each.trend}`)}
                  </Badge>
                )}
              </span>
            }
          />
        ))}
      </Rows>
      {people.length > most && (
        <div>
          <Button onClick={() => setMost(most + STEP)}>{t('world.more')}</Button>
        </div>
      )}
    </>
  )
}
