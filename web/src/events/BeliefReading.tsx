import { useQuery } from '@tanstack/react-query'

import { useTranslation } from '@/kit/i18n'

import css from './Beliefs.module.css'
import { readingQuery } from './beliefs'

/** What a capable model took today to read for beliefs, and what it hasn't read yet; nothing where none reads. */
export function BeliefReading() {
  const { t } = useTranslation('events')
  const { data } = useQuery(readingQuery)
  if (data?.is_on !== true) return null
  const { spent, most, waiting } = data
  return (
    <p className={css.soft}>
      {t('beliefs.reading.spent', { spent, most })}{' '}
      {waiting > 0 ? t('beliefs.reading.waiting', { count: waiting }) : t('beliefs.reading.done')}{' '}
      {data.is_away && t('beliefs.reading.away')}
    </p>
  )
}
