import type { ReactNode } from 'react'

import css from './Developers.module.css'

/** A table that scrolls sideways where it is wider than its place. */
export function WideTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls sideways, so the keyboard must reach it
    <div className={css.table} tabIndex={0} role="region" aria-label={label}>
      <table>{children}</table>
    </div>
  )
}
