import { cx } from '@/kit/cx'
import { useFormat } from '@/kit/locale'

import css from './Learning.module.css'
import { boundsOf, HEIGHT, placesOf, WIDTH, type Series } from './learning'

export interface TrendProps {
  /** What is drawn. */
  label: string
  /** The moments, the oldest first. */
  moments: readonly string[]
  series: readonly Series[]
  write: (value: number) => string
}

/** How figures went from one training to the next; nothing where there are fewer than two. */
export function Trend({ label, moments, series, write }: TrendProps) {
  const format = useFormat()
  const bounds = boundsOf(series)
  const first = moments[0]
  const last = moments.at(-1)
  if (bounds === null || first === undefined || last === undefined) return null
  const tell = ({ name, values }: Series) =>
    `${name}: ${values.map((value) => (value === null ? '–' : write(value))).join(', ')}`
  return (
    <figure className={css.trend}>
      <figcaption>{label}</figcaption>
      <div className={css.plot}>
        <div className={css.scale} aria-hidden>
          <span>{write(bounds.high)}</span>
          <span>{write(bounds.low)}</span>
        </div>
        <svg role="img" aria-label={series.map(tell).join('; ')} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
          {series.map(({ name, look, values }) => {
            const places = placesOf(values, bounds)
            return (
              <g key={name} className={css[look]}>
                <polyline points={places.map(({ x, y }) => `${x},${y}`).join(' ')} />
                {places.map(({ x, y, at }) => (
                  <circle key={at} cx={x} cy={y} r="3">
                    <title>{`${name}, ${format.date(moments[at] ?? '')}: ${write(values[at] ?? 0)}`}</title>
                  </circle>
                ))}
              </g>
            )
          })}
        </svg>
      </div>
      <div className={css.axis} aria-hidden>
        <span>{format.date(first)}</span>
        <span>{format.date(last)}</span>
      </div>
      <ul role="list" className={css.legend}>
        {series.map(({ name, look }) => (
          <li key={name}>
            <span className={cx(css.key, css[look])} aria-hidden />
            {name}
          </li>
        ))}
      </ul>
    </figure>
  )
}
