import { Check, type LucideIcon } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { Link } from 'react-router'

import { cx } from './cx'
import css from './Menu.module.css'
import { usePortalContainer } from './portal'

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement
  children: ReactNode
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom'
}

/** A menu of deeds. `<Menu trigger={<IconButton …/>}><MenuItem icon={Pencil} onSelect={…}>…` */
export function Menu({ trigger, children, align = 'end', side = 'bottom' }: MenuProps) {
  const container = usePortalContainer()
  return (
    // Not modal: Radix locks the page with a style element, which our security policy forbids.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={container}>
        <DropdownMenu.Content
          className={css.menu}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

export interface MenuItemProps {
  onSelect: () => void
  icon?: LucideIcon | undefined
  isDangerous?: boolean
  isDisabled?: boolean
  children: ReactNode
}

export function MenuItem({
  onSelect,
  icon: Icon,
  isDangerous,
  isDisabled,
  children,
}: MenuItemProps) {
  return (
    <DropdownMenu.Item
      className={cx(css.item, isDangerous && css.danger)}
      disabled={isDisabled ?? false}
      onSelect={onSelect}
    >
      {Icon && <Icon aria-hidden />}
      {children}
    </DropdownMenu.Item>
  )
}

export function MenuLink(props: {
  to: string
  icon?: LucideIcon | undefined
  children: ReactNode
}) {
  const Icon = props.icon
  return (
    <DropdownMenu.Item asChild>
      <Link className={css.item} to={props.to}>
        {Icon && <Icon aria-hidden />}
        {props.children}
      </Link>
    </DropdownMenu.Item>
  )
}

export interface MenuChoiceProps<T extends string> {
  value: T
  onChange: (value: T) => void
  options: readonly { value: T; label: string; icon?: LucideIcon }[]
}

/** One of a few choices inside a menu. */
export function MenuChoice<T extends string>({ value, onChange, options }: MenuChoiceProps<T>) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={(chosen) => onChange(chosen as T)}>
      {options.map(({ value: option, label, icon: Icon }) => (
        <DropdownMenu.RadioItem key={option} value={option} className={css.item}>
          {Icon && <Icon aria-hidden />}
          {label}
          <DropdownMenu.ItemIndicator className={css.check}>
            <Check aria-hidden />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  )
}

export function MenuLine() {
  return <DropdownMenu.Separator className={css.line} />
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className={css.label}>{children}</DropdownMenu.Label>
}
