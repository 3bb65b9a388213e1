import { cx } from './cx'
import { useTranslation } from './i18n'
import { useFormat } from './locale'
import css from './Progress.module.css'

export interface ProgressBarProps {
  label: string
  done: number
  /** Null or missing while it is not known how much there is. */
  total?: number | null | undefined
  /** Hides the words above the bar; the label stays for a screen reader. */
  isBare?: boolean
}

/** How far a work has come. */
export function ProgressBar({ label, done, total, isBare }: ProgressBarProps) {
  const { t } = useTranslation('kit')
  const format = useFormat()
  const known = total !== null && total !== undefined && total > 0
  return (
    <div className={css.progress}>
      {!isBare && (
        <div className={css.words}>
          <span>{label}</span>
          {known && (
            <span>{t('progress', { done: format.number(done), total: format.number(total) })}</span>
          )}
        </div>
      )}
      <progress
        className={css.bar}
        aria-label={label}
        {...(known && { max: total, value: Math.min(done, total) })}
      />
    </div>
  )
}

export interface SkeletonProps {
  /** How many lines of text to stand in for. */
  lines?: number
  /** How many blocks (cards, rows) to stand in for. */
  blocks?: number
}

/** Stands where something is about to be. */
export function Skeleton({ lines = 0, blocks = 0 }: SkeletonProps) {
  const { t } = useTranslation('kit')
  return (
    <div className={css.stack} role="status">
      <span className="visually-hidden">{t('loading')}</span>
      {Array.from({ length: blocks }, (_, index) => (
        <span key={`b${index}`} className={cx(css.skeleton, css.block)} aria-hidden />
      ))}
      {Array.from({ length: lines }, (_, index) => (
        <span
          key={`l${index}`}
          className={cx(css.skeleton, css.line, index === lines - 1 && lines > 1 && css.short)}
          aria-hidden
        />
      ))}
    </div>
  )
}
