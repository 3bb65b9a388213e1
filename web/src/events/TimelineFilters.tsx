import { useQuery } from '@tanstack/react-query'
import { SlidersHorizontal, X } from 'lucide-react'
import { useId, useState } from 'react'

import { Button } from '@/kit/Button'
import { Field, SearchField, Select, TextInput } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'

import { choicesQuery, sourcesQuery } from './api'
import { useNames } from './names'
import css from './Timeline.module.css'
import type { Chosen } from './useFilters'

/** The search box, and the filters beneath it. */
export function TimelineFilters({ chosen }: { chosen: Chosen }) {
  const { t } = useTranslation('events')
  const [isOpen, setOpen] = useState(chosen.count > 0)
  const id = useId()
  return (
    <div className={css.filters}>
      <div className={css.row}>
        <SearchField
          label={t('timeline.search')}
          value={chosen.words}
          onChange={chosen.setWords}
          className={css.search ?? ''}
        />
        <Button
          icon={SlidersHorizontal}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {chosen.count > 0
            ? t('timeline.filtersOn', { count: chosen.count })
            : t('timeline.filters')}
        </Button>
        {chosen.count > 0 && (
          <Button kind="quiet" icon={X} onClick={chosen.clear}>
            {t('timeline.clear')}
          </Button>
        )}
      </div>
      {chosen.thread && (
        <div className={css.row}>
          <Button size="s" icon={X} onClick={() => chosen.setThread(null)}>
            {t('timeline.onlyThread', { title: chosen.thread.title ?? t('timeline.aThread') })}
          </Button>
        </div>
      )}
      <div id={id} hidden={!isOpen}>
        {isOpen && <Fields chosen={chosen} />}
      </div>
    </div>
  )
}

function Fields({ chosen }: { chosen: Chosen }) {
  const { t } = useTranslation('events')
  const names = useNames()
  const sources = useQuery(sourcesQuery)
  const choices = useQuery(choicesQuery)
  const speakers = choices.data?.speakers.map((each) => each.name) ?? []
  if (chosen.speaker !== '' && !speakers.includes(chosen.speaker)) speakers.unshift(chosen.speaker)
  return (
    <div className={css.fields}>
      <Field label={t('timeline.source')}>
        <Select
          value={chosen.source}
          onChange={(event) => chosen.set('source', event.target.value)}
        >
          <option value="">{t('timeline.anySource')}</option>
          {sources.data?.map((each) => (
            <option key={each.id} value={each.id}>
              {names.source(each)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('timeline.type')}>
        <Select value={chosen.type} onChange={(event) => chosen.set('type', event.target.value)}>
          <option value="">{t('timeline.anyType')}</option>
          {choices.data?.types.map((each) => (
            <option key={each.type} value={each.type}>
              {names.type(each.type)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('timeline.speaker')}>
        <Select value={chosen.speaker} onChange={(event) => chosen.setSpeaker(event.target.value)}>
          <option value="">{t('timeline.anySpeaker')}</option>
          {speakers.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('timeline.from')}>
        <TextInput
          type="date"
          value={chosen.from}
          onChange={(event) => chosen.set('from', event.target.value)}
        />
      </Field>
      <Field label={t('timeline.to')}>
        <TextInput
          type="date"
          value={chosen.to}
          onChange={(event) => chosen.set('to', event.target.value)}
        />
      </Field>
    </div>
  )
}
