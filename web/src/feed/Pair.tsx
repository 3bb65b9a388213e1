import { useTranslation } from '@/kit/i18n'

import css from './Bubble.module.css'

export interface PairProps {
  mine: number
  everybody: number
  /** What fills the whole width. */
  most: number
  /** The name of what one's own is held against. */
  beside: string
  write: (amount: number) => string
}

/** Two bars beneath each other: one's own, and what it is held against. The numbers say it, too. */
export function Pair({ mine, everybody, most, beside, write }: PairProps) {
  const { t } = useTranslation('feed')
  const bars = [
    { name: t('bubble.you'), amount: mine, look: css.mine },
    { name: beside, amount: everybody, look: css.theirs },
  ]
  return (
    <dl className={css.pair}>
      {bars.map(({ name, amount, look }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
              <rect className={css.ground} width="100" height="4" />
              <rect className={look} width={most > 0 ? (amount / most) * 100 : 0} height="4" />
            </svg>
            <span>{write(amount)}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
