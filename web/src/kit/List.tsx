import { Fragment, type ReactNode } from 'react'

import css from './List.module.css'

/** Names and values. `<DataList items={[['E-mail', person.email]]} />` */
export function DataList({ items }: { items: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={css.data}>
      {items.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}

/** A short list of things, one a row. Its children are Rows. */
export function Rows({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul role="list" className={css.rows} aria-label={label}>
      {children}
    </ul>
  )
}

export interface RowProps {
  /** An icon or an avatar. */
  start?: ReactNode
  title: ReactNode
  hint?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}

/** One thing of a list: what it is, what is to know of it, what can be done. */
export function Row({ start, title, hint, actions, children }: RowProps) {
  return (
    <li className={css.row}>
      {start}
      <div className={css.rowBody}>
        <div className={css.rowTitle}>{title}</div>
        {hint !== undefined && <div className={css.rowHint}>{hint}</div>}
        {children}
      </div>
      {actions !== undefined && <div className={css.rowActions}>{actions}</div>}
    </li>
  )
}
