import { Popover as Radix } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'

import css from './Menu.module.css'
import { usePortalContainer } from './portal'

export interface PopoverProps {
  trigger: ReactElement
  /** What it is, for a screen reader. */
  label: string
  children: ReactNode
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom' | 'right' | 'left'
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
}

/** A small card that opens beside a button and is not modal. */
export function Popover(props: PopoverProps) {
  const { trigger, label, children, align = 'end', side = 'bottom', isOpen, onOpenChange } = props
  const container = usePortalContainer()
  return (
    <Radix.Root
      {...(isOpen !== undefined && { open: isOpen })}
      {...(onOpenChange && { onOpenChange })}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content
          className={css.popover}
          aria-label={label}
          align={align}
          side={side}
          sideOffset={8}
          collisionPadding={8}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
