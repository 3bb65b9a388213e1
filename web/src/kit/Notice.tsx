import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

import { cx } from './cx'
import css from './Notice.module.css'

const ICONS = { calm: Info, good: CircleCheck, warn: TriangleAlert, bad: CircleAlert } as const

export interface NoticeProps {
  tone?: keyof typeof ICONS
  title?: ReactNode
  children?: ReactNode
  actions?: ReactNode
  className?: string | undefined
  role?: 'alert' | 'status' | 'note'
}

/** Words that stand in the page: a hint, a warning, a result. */
export function Notice({ tone = 'calm', title, children, actions, className, role }: NoticeProps) {
  const Icon = ICONS[tone]
  return (
    <div className={cx(css.notice, css[tone], className)} role={role}>
      <Icon aria-hidden />
      <div className={css.body}>
        {title !== undefined && <div className={css.title}>{title}</div>}
        {children !== undefined && <div className={css.detail}>{children}</div>}
        {actions !== undefined && <div className={css.actions}>{actions}</div>}
      </div>
    </div>
  )
}
