import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'

import { api, call } from '@/api/client'
import { cx } from '@/kit/cx'
import { SearchField } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'

import { Face } from './Face'
import css from './Messages.module.css'

export interface Somebody {
  id: string
  name: string
}

export interface PeoplePickerProps {
  onPick: (person: Somebody) => void
  /** Who is chosen already, where several may be. */
  chosen?: readonly string[]
  /** Who isn't shown. */
  without?: readonly string[]
  isBusy?: boolean
}

/** People with an account here whom one may write to, found by a part of their name. */
export function PeoplePicker({ onPick, chosen, without = [], isBusy = false }: PeoplePickerProps) {
  const { t } = useTranslation('social')
  const [typed, setTyped] = useState('')
  const words = useDeferredValue(typed.trim())
  const people = useQuery({
    queryKey: ['chat-people', words],
    queryFn: ({ signal }) =>
      call(api.POST('/api/chats/people/search', { body: { words }, signal })),
    select: (found) => found.filter(({ id }) => !without.includes(id)),
  })
  return (
    <div className={css.choose}>
      <SearchField label={t('messages.findPerson')} value={typed} onChange={setTyped} />
      <Loaded
        query={people}
        isEmpty={(found) => found.length === 0}
        empty={
          <p className={css.empty}>
            {t(
              words !== ''
                ? 'messages.noSuch'
                : without.length > 0
                  ? 'messages.allIn'
                  : 'messages.nobody',
            )}
          </p>
        }
      >
        {(found) => (
          <ul role="list" className={css.people} aria-label={t('messages.people')}>
            {found.map((person) => (
              <li key={person.id}>
                <button
                  type="button"
                  className={cx(css.person, chosen?.includes(person.id) && css.chosen)}
                  aria-pressed={chosen?.includes(person.id)}
                  disabled={isBusy}
                  onClick={() => onPick(person)}
                >
                  <Face id={person.id} name={person.name} />
                  <span dir="auto">{person.name}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </div>
  )
}
