import { useQuery } from '@tanstack/react-query'

import { Checkbox, Field, SearchField, Select } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'

import css from './Beliefs.module.css'
import { aboutQuery, ME, type About, type Kind, type State, type Wanted } from './beliefs'

const SHOWN: Record<string, State[]> = {
  known: ['held', 'in_question', 'ended'],
  held: ['held'],
  ended: ['ended'],
  in_question: ['in_question'],
  rejected: ['rejected'],
}
const STATES = ['known', 'held', 'ended', 'in_question', 'rejected'] as const

const sum = (rows: readonly About[]) => rows.reduce((all, { beliefs }) => all + beliefs, 0)

/** What of all that is believed is shown. */
export function BeliefFilters(props: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  const { wanted, onChange } = props
  const { t } = useTranslation('events')
  const format = useFormat()
  const { data: about } = useQuery(aboutQuery)
  if (!about || about.length === 0) return null
  const counted = (name: string, rows: readonly About[]) =>
    t('beliefs.counted', { name, count: format.number(sum(rows)) })
  const subjects = [...new Set(about.map(({ subject }) => subject))].sort((one, other) =>
    one === ME ? -1 : other === ME ? 1 : one.localeCompare(other),
  )
  const kinds = [...new Set(about.map(({ kind }) => kind))].sort()
  const shown = STATES.find((state) => SHOWN[state]?.join() === wanted.states.join())
  return (
    <div className={css.filters}>
      <SearchField
        label={t('beliefs.search')}
        value={wanted.words}
        onChange={(words) => onChange({ ...wanted, words })}
      />
      <div className={css.choices}>
        <Field label={t('beliefs.about')}>
          <Select
            value={wanted.subject ?? ''}
            onChange={(event) => onChange({ ...wanted, subject: event.target.value || null })}
          >
            <option value="">{t('beliefs.everybody')}</option>
            {subjects.map((subject) => (
              <option key={subject} value={subject}>
                {counted(
                  subject === ME ? t('beliefs.you') : subject,
                  about.filter((row) => row.subject === subject),
                )}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('beliefs.kindLabel')}>
          <Select
            value={wanted.kind ?? ''}
            onChange={(event) =>
              onChange({ ...wanted, kind: (event.target.value || null) as Kind | null })
            }
          >
            <option value="">{t('beliefs.everyKind')}</option>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {counted(
                  t(`beliefs.kinds.${kind}`),
                  about.filter((row) => row.kind === kind),
                )}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('beliefs.stateLabel')}>
          <Select
            value={shown ?? 'known'}
            onChange={(event) =>
              onChange({ ...wanted, states: SHOWN[event.target.value] ?? SHOWN.known ?? [] })
            }
          >
            {STATES.map((state) => (
              <option key={state} value={state}>
                {t(`beliefs.states.${state}`)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <Checkbox
        label={t('beliefs.onlySensitive')}
        checked={wanted.is_sensitive === true}
        onChange={(event) =>
          onChange({ ...wanted, is_sensitive: event.target.checked ? true : null })
        }
      />
    </div>
  )
}
