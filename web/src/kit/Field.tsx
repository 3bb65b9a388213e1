import { ChevronDown, CircleAlert, Eye, EyeOff, Search, X } from 'lucide-react'
import {
  createContext,
  use,
  useId,
  useRef,
  useState,
  type ComponentProps,
  type ReactNode,
} from 'react'

import { IconButton } from './Button'
import { cx } from './cx'
import css from './Field.module.css'
import { useFieldError } from './form-context'
import { useTranslation } from './i18n'

interface Control {
  id: string
  name?: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

const FieldContext = createContext<Control | null>(null)

export interface FieldProps {
  label: string
  /** The name of its value in the form. */
  name?: string
  hint?: ReactNode
  error?: string | undefined
  isOptional?: boolean
  className?: string | undefined
  /** One control of this file: TextInput, PasswordInput, TextArea, Select. */
  children: ReactNode
}

/** A label, a control, a hint and an error, tied together for a screen reader. */
export function Field({ label, name, hint, error, isOptional, className, children }: FieldProps) {
  const { t } = useTranslation('kit')
  const id = useId()
  const formError = useFieldError(name)
  const words = error ?? formError
  const hasHint = hint !== undefined
  const describedBy = cx(hasHint && `${id}h`, words !== undefined && `${id}e`)
  const control: Control = {
    id,
    ...(name !== undefined && { name }),
    ...(describedBy && { 'aria-describedby': describedBy }),
    ...(words !== undefined && { 'aria-invalid': true }),
  }
  return (
    <div className={cx(css.field, className)}>
      <label htmlFor={id} className={css.label}>
        {label}
        {isOptional && <span className={css.optional}>{t('optional')}</span>}
      </label>
      <FieldContext value={control}>{children}</FieldContext>
      {hasHint && (
        <div id={`${id}h`} className={css.hint}>
          {hint}
        </div>
      )}
      {words !== undefined && (
        <div id={`${id}e`} className={css.error} role="alert">
          <CircleAlert aria-hidden />
          {words}
        </div>
      )}
    </div>
  )
}

/** A line of text. Inside a Field it takes its id, name and error from there. */
export function TextInput({ className, ...props }: ComponentProps<'input'>) {
  return (
    <input type="text" {...use(FieldContext)} {...props} className={cx(css.input, className)} />
  )
}

/** Several lines of text; grows with them. */
export function TextArea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea {...use(FieldContext)} {...props} className={cx(css.input, className)} />
}

/** A password that can be looked at. */
export function PasswordInput(props: Omit<ComponentProps<'input'>, 'type'>) {
  const { t } = useTranslation('kit')
  const [isShown, setShown] = useState(false)
  return (
    <div className={css.holder}>
      <TextInput {...props} type={isShown ? 'text' : 'password'} spellCheck={false} />
      <span className={css.inside}>
        <IconButton
          size="s"
          icon={isShown ? EyeOff : Eye}
          label={t(isShown ? 'hidePassword' : 'showPassword')}
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        />
      </span>
    </div>
  )
}

export interface SearchFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string
  className?: string | undefined
}

/** A search box with its clear button. */
export function SearchField({ label, value, onChange, placeholder, className }: SearchFieldProps) {
  const { t } = useTranslation('kit')
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className={cx(css.holder, css.search, className)} role="search" aria-label={label}>
      <Search aria-hidden />
      <TextInput
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {value !== '' && (
        <span className={css.inside}>
          <IconButton
            size="s"
            icon={X}
            label={t('clear')}
            onClick={() => {
              onChange('')
              input.current?.focus()
            }}
          />
        </span>
      )}
    </div>
  )
}

/** One of a few choices, by the system's own list. Children are `<option>`s. */
export function Select({ className, ...props }: ComponentProps<'select'>) {
  return (
    <div className={cx(css.selectHolder, className)}>
      <select {...use(FieldContext)} {...props} className={cx(css.input, css.select)} />
      <ChevronDown aria-hidden />
    </div>
  )
}

/** A box to tick, with its words. */
export function Checkbox({ label, ...props }: ComponentProps<'input'> & { label: ReactNode }) {
  return (
    <label className={css.check}>
      <input {...props} type="checkbox" />
      <span>{label}</span>
    </label>
  )
}
