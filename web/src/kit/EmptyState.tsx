import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import css from './EmptyState.module.css'

export interface EmptyStateProps {
  icon: LucideIcon
  title: string
  /** Why it is empty and what would fill it. */
  children?: ReactNode
  actions?: ReactNode
}

/** Stands where there is nothing yet, and says how there will be something. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className={css.empty}>
      <span className={css.icon}>
        <Icon aria-hidden />
      </span>
      <h2>{title}</h2>
      {children !== undefined && <div className={css.words}>{children}</div>}
      {actions !== undefined && <div className={css.actions}>{actions}</div>}
    </div>
  )
}
