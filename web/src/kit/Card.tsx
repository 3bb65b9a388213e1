import type { LucideIcon } from 'lucide-react'
import { useId, type ReactNode } from 'react'

import css from './Card.module.css'
import { cx } from './cx'

export interface CardProps {
  title?: string
  hint?: ReactNode
  /** Buttons at the right of the title. */
  actions?: ReactNode
  children?: ReactNode
  className?: string | undefined
}

/** A part of a page with its own heading. */
export function Card({ title, hint, actions, children, className }: CardProps) {
  const id = useId()
  return (
    <section
      className={cx(css.card, className)}
      {...(title !== undefined && { 'aria-labelledby': id })}
    >
      {(title !== undefined || actions !== undefined) && (
        <header className={css.head}>
          <div className={css.words}>
            {title !== undefined && <h2 id={id}>{title}</h2>}
            {hint !== undefined && <p className={css.hint}>{hint}</p>}
          </div>
          {actions}
        </header>
      )}
      {children}
    </section>
  )
}

export interface BadgeProps {
  tone?: 'plain' | 'accent' | 'mark' | 'good' | 'bad' | 'calm'
  icon?: LucideIcon
  children: ReactNode
}

/** A word that says a state. Colour is never its only sign. */
export function Badge({ tone = 'plain', icon: Icon, children }: BadgeProps) {
  return (
    <span className={cx(css.badge, css[tone])}>
      {Icon && <Icon aria-hidden />}
      {children}
    </span>
  )
}

/** The first letters of a name; decoration beside the name itself. */
export function Avatar({ name, size = 'm' }: { name: string; size?: 's' | 'm' }) {
  const letters = name
    .split(/\s+/u)
    .filter(Boolean)
    .map((word) => Array.from(word)[0] ?? '')
  const shown =
    letters.length > 1 ? `${letters[0] ?? ''}${letters.at(-1) ?? ''}` : (letters[0] ?? '?')
  return (
    <span className={cx(css.avatar, size === 's' && css.s)} aria-hidden>
      {shown}
    </span>
  )
}

/** Keys of the keyboard. */
export function Kbd({ keys }: { keys: string }) {
  return keys.split(' ').map((key, index) => (
    <kbd key={index} className={css.kbd}>
      {key}
    </kbd>
  ))
}
