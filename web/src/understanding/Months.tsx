import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'

import css from './World.module.css'
import type { Month } from './world'

const HEIGHT = 56
const WIDTH = 6

const total = (month: Month) => month.sent + month.received + month.in_groups

/** Every month from the first to the last, those without a message too. */
function fill(months: readonly Month[]): Month[] {
  const known = new Map(months.map((month) => [month.month.slice(0, 7), month]))
  const first = months[0]?.month
  const last = months.at(-1)?.month
  if (first === undefined || last === undefined) return []
  const all: Month[] = []
  const at = new Date(`${first.slice(0, 7)}-01T00:00:00Z`)
  while (at <= new Date(last) && all.length < 1200) {
    const key = at.toISOString().slice(0, 7)
    all.push(
      known.get(key) ?? { month: `${key}-01`, sent: 0, received: 0, in_groups: 0, people: 0 },
    )
    at.setUTCMonth(at.getUTCMonth() + 1)
  }
  return all
}

/** How much was written, month by month: one bar each, whatever the number of messages. */
export function Months({ months }: { months: readonly Month[] }) {
  const { t } = useTranslation('understanding')
  const format = useFormat()
  const all = fill(months)
  const first = all[0]
  const last = all.at(-1)
  if (first === undefined || last === undefined) return null
  const most = Math.max(...all.map(total), 1)
  const sum = (field: 'sent' | 'received' | 'in_groups') =>
    all.reduce((so, month) => so + month[field], 0)
  const groups = sum('in_groups')
  const words = t(groups > 0 ? 'world.timelineWords' : 'world.timelineAlone', {
    from: format.month(`${first.month}T12:00:00Z`),
    to: format.month(`${last.month}T12:00:00Z`),
    sent: sum('sent'),
    received: sum('received'),
    groups,
  })
  return (
    <figure className={css.months}>
      <svg
        role="img"
        aria-label={words}
        viewBox={`0 0 ${all.length * WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {all.map((month, at) => {
          const height = total(month) === 0 ? 0 : Math.max(1.5, (total(month) / most) * HEIGHT)
          const mine = (month.sent / Math.max(1, total(month))) * height
          return (
            <g key={month.month}>
              <title>
                {t('world.month', {
                  month: format.month(`${month.month}T12:00:00Z`),
                  sent: month.sent,
                  received: month.received,
                  groups: month.in_groups,
                })}
              </title>
              <rect
                className={css.theirs}
                x={at * WIDTH}
                y={HEIGHT - height}
                width={WIDTH - 1}
                height={height}
              />
              <rect
                className={css.ours}
                x={at * WIDTH}
                y={HEIGHT - mine}
                width={WIDTH - 1}
                height={mine}
              />
            </g>
          )
        })}
      </svg>
      <figcaption className={css.soft}>{words}</figcaption>
    </figure>
  )
}
