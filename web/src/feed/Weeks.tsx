import { Card } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'

import type { Bubble } from './api'
import css from './Bubble.module.css'
import { compare, findEnds } from './bubble'

const HEIGHT = 60
const STEP = 12

/** How many topics there were in each week, the oldest first. */
export function Weeks({ weeks }: { weeks: Bubble['weeks'] }) {
  const { t } = useTranslation('feed')
  const format = useFormat()
  const ends = findEnds(weeks)
  if (ends === null)
    return (
      <Card title={t('bubble.weeks')}>
        <p className={css.soft}>{t('bubble.weeksNone')}</p>
      </Card>
    )
  const most = Math.max(...weeks.map((week) => week ?? 0))
  const write = (many: number) => format.number(Math.round(many * 10) / 10)
  const words = t(`bubble.trend.${compare(ends.last, ends.first)}`, {
    first: write(ends.first),
    last: write(ends.last),
  })
  const tell = (week: number | null, back: number) => {
    const when = back === 0 ? t('bubble.thisWeek') : t('bubble.weeksAgo', { count: back })
    return week === null
      ? t('bubble.weekNone', { when })
      : t('bubble.week', { when, topics: write(week) })
  }
  return (
    <Card title={t('bubble.weeks')} hint={t('bubble.weeksHint')}>
      <figure className={css.weeks}>
        <svg
          role="img"
          aria-label={weeks.map((week, at) => tell(week, weeks.length - 1 - at)).join('; ')}
          viewBox={`0 0 ${weeks.length * STEP} ${HEIGHT}`}
          preserveAspectRatio="none"
        >
          {weeks.map((week, at) => {
            const height = week === null ? 0.5 : (week / most) * HEIGHT
            return (
              <g key={at}>
                <title>{tell(week, weeks.length - 1 - at)}</title>
                <rect
                  className={week === null ? css.ground : css.mine}
                  x={at * STEP + 1}
                  y={HEIGHT - height}
                  width={STEP - 2}
                  height={height}
                />
              </g>
            )
          })}
        </svg>
        <div className={css.axis} aria-hidden>
          <span>{t('bubble.weeksAgo', { count: weeks.length - 1 })}</span>
          <span>{t('bubble.thisWeek')}</span>
        </div>
        <figcaption>{words}</figcaption>
      </figure>
    </Card>
  )
}
