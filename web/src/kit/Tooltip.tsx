import { Tooltip as Radix } from 'radix-ui'
import type { ReactElement } from 'react'

import { usePortalContainer } from './portal'
import css from './Tooltip.module.css'

/** Says more about a control on hover and focus. Never the only place of a needed word. */
export function Tooltip(props: {
  text: string
  keys?: string | undefined
  children: ReactElement
}) {
  const container = usePortalContainer()
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{props.children}</Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content className={css.tip} sideOffset={6} collisionPadding={8}>
          {props.text}
          {props.keys !== undefined && <kbd className={css.keys}>{props.keys}</kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

export const TooltipProvider = Radix.Provider
