import { useEffect, useRef, type ReactNode } from 'react'
import { useLocation } from 'react-router'

import { cx } from './cx'
import { useTranslation } from './i18n'
import css from './Page.module.css'

/** The document's title: "You · Beknown". */
export function DocumentTitle({ children }: { children: string }) {
  const { t } = useTranslation('kit')
  return <title>{t('page.titled', { title: children })}</title>
}

export interface PageProps {
  title: string
  /** One or two sentences beneath the title. */
  lead?: ReactNode
  /** Buttons beside the title. */
  actions?: ReactNode
  /** A readable column instead of the wide one. */
  isNarrow?: boolean
  /** Keeps the heading for screen readers only. */
  isBare?: boolean
  className?: string | undefined
  children: ReactNode
}

/** A page of the app: its document title, its one h1 (which takes the focus on arrival), its width. */
export function Page({ title, lead, actions, isNarrow, isBare, className, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { key, hash } = useLocation()
  useEffect(() => {
    // A screen reader is told of the new page; the very first one it reads by itself. What an address names by `#`
    // takes the focus instead.
    if (key === 'default' || hash !== '' || isTyping()) return
    heading.current?.focus({ preventScroll: true })
  }, [key, hash])
  return (
    <div className={cx(css.page, isNarrow && css.narrow, className)}>
      <DocumentTitle>{title}</DocumentTitle>
      <header className={cx(css.head, isBare && 'visually-hidden')}>
        <div className={css.words}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p className={css.lead}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={css.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}

function isTyping(): boolean {
  return document.activeElement?.matches('input, textarea, select') ?? false
}
