import { Switch as Radix } from 'radix-ui'
import { useId, type ReactNode } from 'react'

import { cx } from './cx'
import css from './Switch.module.css'

export interface SwitchProps {
  label: string
  hint?: ReactNode
  isOn: boolean
  onChange: (isOn: boolean) => void
  isDisabled?: boolean
  /** Keeps the words for a screen reader only, where a table's head already says them. */
  isBare?: boolean
}

/** On or off, at once. */
export function Switch({ label, hint, isOn, onChange, isDisabled, isBare }: SwitchProps) {
  const id = useId()
  const control = (
    <Radix.Root
      id={id}
      className={css.switch}
      checked={isOn}
      onCheckedChange={onChange}
      disabled={isDisabled ?? false}
      {...(isBare && { 'aria-label': label })}
      {...(hint !== undefined && { 'aria-describedby': `${id}h` })}
    >
      <Radix.Thumb className={css.thumb} />
    </Radix.Root>
  )
  if (isBare) return control
  return (
    <div className={css.row}>
      <div className={css.words}>
        <label htmlFor={id} className={cx(css.label)}>
          {label}
        </label>
        {hint !== undefined && (
          <div id={`${id}h`} className={css.hint}>
            {hint}
          </div>
        )}
      </div>
      {control}
    </div>
  )
}
