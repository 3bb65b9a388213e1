import { cx } from '@/kit/cx'

import css from './Person.module.css'

export interface Bar {
  key: string
  value: number
}

/** Small bars side by side: how much, over time. Its label says what a glance can't. */
export function Bars({
  label,
  bars,
  isTall,
}: {
  label: string
  bars: readonly Bar[]
  isTall?: boolean
}) {
  const most = Math.max(1e-9, ...bars.map((bar) => bar.value))
  const step = 100 / Math.max(1, bars.length)
  return (
    <svg
      className={cx(css.bars, isTall && css.tall)}
      viewBox="0 0 100 24"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {bars.map((bar, at) => {
        const height = bar.value > 0 ? Math.max(1.5, (bar.value / most) * 23) : 0.6
        return (
          <rect
            key={bar.key}
            x={at * step + step * 0.12}
            y={24 - height}
            width={step * 0.76}
            height={height}
            className={bar.value > 0 ? css.bar : css.noBar}
          />
        )
      })}
    </svg>
  )
}

/** The months before now, the oldest first, such as `2026-05`. */
export function lastMonths(count: number, now: Date): string[] {
  return Array.from({ length: count }, (_, back) => {
    const month = new Date(
      Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (count - 1 - back), 1),
    )
    return month.toISOString().slice(0, 7)
  })
}
