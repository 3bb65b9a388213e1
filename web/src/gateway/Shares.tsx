import { useFormat } from '@/kit/locale'

import css from './Developers.module.css'
import type { Share } from './usage'

export interface SharesProps {
  title: string
  shares: readonly Share[]
  nameOf: (of: string) => string
  write: (amount: number) => string
}

/** A bar for each: who has how much of the whole. */
export function Shares({ title, shares, nameOf, write }: SharesProps) {
  const format = useFormat()
  const whole = Math.max(
    1,
    shares.reduce((so, { amount }) => so + amount, 0),
  )
  return (
    <section className={css.shares} aria-label={title}>
      <h3>{title}</h3>
      <ul role="list">
        {shares.map(({ of, amount }) => (
          <li key={of}>
            <span className={css.shareName}>{nameOf(of)}</span>
            <span className={css.soft}>
              {write(amount)} · {format.percent(amount / whole)}
            </span>
            <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
              <rect className={css.noBar} width="100" height="4" />
              <rect className={css.bar} width={(amount / whole) * 100} height="4" />
            </svg>
          </li>
        ))}
      </ul>
    </section>
  )
}
