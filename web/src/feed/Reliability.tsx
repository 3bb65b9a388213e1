import { cx } from '@/kit/cx'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'

import {
  leanOf,
  placeOf,
  pointsOf,
  radiusOf,
  ticksOf,
  topOf,
  type ActionCalibration,
  type Bin,
  type Calibration,
} from './calibration'
import css from './Reliability.module.css'

const SIZE = 300
const LEFT = 42
const BELOW = 38
const ABOVE = 24
const ASIDE = 10
const WIDE = SIZE - LEFT - ASIDE
const FLOOR = ABOVE + WIDE
const EDGE = FLOOR + BELOW

type Look = 'now' | 'new'
interface Model extends Calibration {
  look: Look
  name: string
}

/** What was said of an action beside how often it was done: in words, drawn, and as figures. */
export function Reliability({ found: { action, ...found } }: { found: ActionCalibration }) {
  const { t } = useTranslation('feed')
  const models = (['now', 'new'] as const).flatMap((look): Model[] => {
    const calibration = found[look]
    return calibration === null ? [] : [{ ...calibration, look, name: t(`learning.${look}`) }]
  })
  const tell = (model: Model) =>
    t(`learning.calibration.off.${leanOf(model)}`, {
      name: model.name,
      count: pointsOf(model.error),
    })
  return (
    <figure className={css.reliability}>
      <figcaption>
        <h4>{t(`how.action.${action as 'open'}`)}</h4>
        <ul role="list" className={css.words}>
          {models.map((model) => (
            <li key={model.look}>
              <span className={cx(css.key, css[model.look])} aria-hidden />
              <span>{tell(model)}</span>
            </li>
          ))}
        </ul>
      </figcaption>
      <Diagram models={models} label={models.map(tell).join(' ')} />
      <details className={css.figures}>
        <summary>{t('learning.calibration.figures')}</summary>
        {models.map((model) => (
          <Figures key={model.look} model={model} />
        ))}
      </details>
    </figure>
  )
}

function Diagram({ models, label }: { models: readonly Model[]; label: string }) {
  const { t } = useTranslation('feed')
  const format = useFormat()
  const top = topOf(models)
  const most = Math.max(...models.flatMap(({ bins }) => bins.map(({ cases }) => cases)))
  const x = (share: number) => LEFT + placeOf(share, top) * WIDE
  const y = (share: number) => FLOOR - placeOf(share, top) * WIDE
  const tell = (bin: Bin) =>
    t('learning.calibration.point', {
      predicted: format.finePercent(bin.predicted),
      observed: format.finePercent(bin.observed),
      count: bin.cases,
    })
  return (
    <svg className={css.diagram} role="img" aria-label={label} viewBox={`0 0 ${SIZE} ${EDGE}`}>
      <Axes top={top} x={x} y={y} />
      {models.map(({ look, name, bins }) => (
        <g key={look} className={css[look]}>
          <polyline
            points={bins.map((bin) => `${x(bin.predicted)},${y(bin.observed)}`).join(' ')}
          />
          {bins.map((bin) => (
            <circle
              key={bin.predicted}
              cx={x(bin.predicted)}
              cy={y(bin.observed)}
              r={radiusOf(bin.cases, most)}
            >
              <title>{`${name}: ${tell(bin)}`}</title>
            </circle>
          ))}
        </g>
      ))}
    </svg>
  )
}

interface AxesProps {
  top: number
  x: (share: number) => number
  y: (share: number) => number
}

/** Both axes, and the line on which what is said is what is done. */
function Axes({ top, x, y }: AxesProps) {
  const { t } = useTranslation('feed')
  const format = useFormat()
  return (
    <g aria-hidden>
      {ticksOf(top).map((tick) => (
        <g key={tick} className={css.tick}>
          <line x1={x(tick)} x2={x(tick)} y1={y(top)} y2={FLOOR} />
          <line x1={LEFT} x2={x(top)} y1={y(tick)} y2={y(tick)} />
          <text x={x(tick)} y={FLOOR + 15} textAnchor={tick === top ? 'end' : 'middle'}>
            {format.finePercent(tick)}
          </text>
          {tick > 0 && (
            <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
              {format.finePercent(tick)}
            </text>
          )}
        </g>
      ))}
      <line className={css.right} x1={x(0)} y1={y(0)} x2={x(top)} y2={y(top)} />
      <text className={css.name} x={0} y={11}>
        {t('learning.calibration.done')}
      </text>
      <text className={css.name} x={x(top)} y={EDGE - 3} textAnchor="end">
        {t('learning.calibration.said')}
      </text>
    </g>
  )
}

function Figures({ model: { name, bins } }: { model: Model }) {
  const { t } = useTranslation('feed')
  const format = useFormat()
  return (
    <table className={css.table}>
      <caption>{name}</caption>
      <thead>
        <tr>
          <th scope="col">{t('learning.calibration.columns.said')}</th>
          <th scope="col">{t('learning.calibration.columns.done')}</th>
          <th scope="col">{t('learning.calibration.columns.cases')}</th>
        </tr>
      </thead>
      <tbody>
        {bins.map((bin) => (
          <tr key={bin.predicted}>
            <th scope="row">{format.finePercent(bin.predicted)}</th>
            <td>{format.finePercent(bin.observed)}</td>
            <td>{format.number(bin.cases)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
