import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { Link, type LinkProps } from 'react-router'

import css from './Button.module.css'
import { cx } from './cx'
import { Tooltip } from './Tooltip'

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger' | 'dangerQuiet'

interface Look {
  kind?: ButtonKind | undefined
  size?: 's' | 'm' | undefined
  icon?: LucideIcon | undefined
  isWide?: boolean | undefined
}

const classOf = ({ kind = 'plain', size = 'm', isWide = false }: Look, more?: string) =>
  cx(css.button, css[kind], size === 's' && css.s, isWide && css.wide, more)

export interface ButtonProps extends Look, Omit<ComponentProps<'button'>, 'children'> {
  /** Work goes on: shows a spinner and takes no clicks, but keeps the focus. */
  isBusy?: boolean | undefined
  children: ReactNode
}

/** A button with words. `<Button kind="primary" icon={Plus} onClick={…}>New chat</Button>` */
export function Button(props: ButtonProps) {
  const { kind, size, isWide, icon: Icon, isBusy, className, children, onClick, ...rest } = props
  return (
    <button
      type="button"
      {...rest}
      className={classOf({ kind, size, isWide }, className)}
      aria-disabled={isBusy ? true : undefined}
      aria-busy={isBusy ? true : undefined}
      onClick={(event) => {
        if (isBusy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {isBusy ? <span className={css.spinner} aria-hidden /> : Icon && <Icon aria-hidden />}
      {children}
    </button>
  )
}

/** A link that looks like a button. `<ButtonLink to="/bring" kind="primary">…</ButtonLink>` */
export function ButtonLink(props: Look & LinkProps) {
  const { kind, size, isWide, icon: Icon, className, children, ...rest } = props
  return (
    <Link {...rest} className={classOf({ kind, size, isWide }, className)}>
      {Icon && <Icon aria-hidden />}
      {children}
    </Link>
  )
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon
  /** What it does, for a screen reader and as a tooltip. */
  label: string
  kind?: ButtonKind | undefined
  size?: 's' | 'm' | undefined
  /** Keys that do the same, shown in the tooltip. */
  keys?: string | undefined
}

/** A button that is an icon. `<IconButton icon={X} label={t('close')} onClick={…} />` */
export function IconButton(props: IconButtonProps) {
  const { icon: Icon, label, kind = 'quiet', size = 'm', keys, className, ...rest } = props
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={cx(css.button, css.icon, css[kind], size === 's' && css.s, className)}
      >
        <Icon aria-hidden />
      </button>
    </Tooltip>
  )
}
