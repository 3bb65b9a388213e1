import { useMutation, useQuery } from '@tanstack/react-query'
import { HeartHandshake, Phone, X } from 'lucide-react'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { IconButton } from '@/kit/Button'
import { Field, Select } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'

import css from './CareCard.module.css'
import type { CareLines } from './types'

/**
 * Help lines beside an answer: calm, tapped to call; folded where they are only kept in reach or offered. An offer may
 * be mistaken, so that it can be put away.
 */
export function CareCard({ card, onDismiss }: { card: CareLines; onDismiss: () => void }) {
  const { t } = useTranslation('assistant')
  const [changed, setChanged] = useState<Pick<CareLines, 'country' | 'emergency' | 'lines'>>()
  const { country, emergency, lines } = changed ?? card
  const body = (
    <>
      <ul role="list" className={css.lines}>
        {lines.map((line) => (
          <li key={`${line.name} ${line.number}`}>
            <Call name={line.name} number={line.number} hours={line.hours} />
          </li>
        ))}
        {emergency.split(' / ').map((number) => (
          <li key={number}>
            <Call name={t('care.emergency')} number={number} />
          </li>
        ))}
      </ul>
      <p className={css.note}>
        {card.note}{' '}
        <a href="https://findahelpline.com" target="_blank" rel="noreferrer">
          findahelpline.com
        </a>
      </p>
      <Country country={country} onChange={setChanged} />
    </>
  )
  if (card.shown === 'open')
    return (
      <aside className={css.card} aria-label={card.title}>
        <h3 className={css.title}>
          <HeartHandshake aria-hidden />
          {card.title}
        </h3>
        {body}
      </aside>
    )
  const folded = (
    <details className={css.folded}>
      <summary>
        <HeartHandshake aria-hidden />
        {card.title}
      </summary>
      <div className={css.card}>{body}</div>
    </details>
  )
  if (card.shown === 'folded') return folded
  return (
    <aside className={css.offered} aria-label={card.title}>
      {folded}
      <IconButton icon={X} label={t('care.dismiss')} onClick={onDismiss} />
    </aside>
  )
}

function Call({ name, number, hours }: { name: string; number: string; hours?: string }) {
  const { t } = useTranslation('assistant')
  return (
    <a
      className={css.call}
      href={`tel:${number.replaceAll(' ', '')}`}
      aria-label={t('care.call', { name, number })}
    >
      <Phone aria-hidden />
      <span className={css.name}>
        {name}
        {hours !== undefined && <span className={css.hours}>{hours}</span>}
      </span>
      <strong>{number}</strong>
    </a>
  )
}

/** Another country, chosen on the spot; it holds from then on. */
function Country(props: {
  country: string | null
  onChange: (help: Pick<CareLines, 'country' | 'emergency' | 'lines'>) => void
}) {
  const { t } = useTranslation('assistant')
  const { locale } = useFormat()
  const [isOpen, setOpen] = useState(false)
  const care = useQuery({
    queryKey: ['you', 'care'],
    queryFn: ({ signal }) => call(api.GET('/api/you/care', { signal })),
    enabled: isOpen,
  })
  const change = useMutation({
    mutationFn: async (country: string) => {
      const { birth_year, has_gentle_words, hears_hints } = await call(api.GET('/api/you/care'))
      const body = { country, birth_year, has_gentle_words, hears_hints }
      return call(api.PUT('/api/you/care', { body }))
    },
    onSuccess: ({ help }) => props.onChange(help),
  })
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  const known = (care.data?.countries ?? []).map((code) => [code, names.of(code) ?? code] as const)
  const countries = [...known].sort(([, one], [, other]) => one.localeCompare(other))
  if (!isOpen)
    return (
      <button type="button" className={css.other} onClick={() => setOpen(true)}>
        {t('care.elsewhere')}
      </button>
    )
  return (
    <Field label={t('care.country')}>
      <Select
        value={props.country ?? ''}
        onChange={(event) => change.mutate(event.target.value)}
        disabled={care.isPending || change.isPending}
      >
        {props.country === null && <option value="" />}
        {countries.map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  )
}
