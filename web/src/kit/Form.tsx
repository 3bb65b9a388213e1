import { use, useState, type SubmitEvent, type ReactNode } from 'react'

import { asProblem, type Problem } from '@/api/problem'

import { Button, type ButtonProps } from './Button'
import { cx } from './cx'
import { ErrorNotice } from './ErrorNotice'
import { FormContext } from './form-context'
import css from './Form.module.css'

/** The text of a field by its name; empty when there is none. */
export type Values = (name: string) => string

export interface FormProps {
  /** Awaited: meanwhile the submit button is busy. What it throws is shown above the actions. */
  onSubmit: (values: Values, form: HTMLFormElement) => Promise<void> | void
  children: ReactNode
  /** The buttons, one of them a SubmitButton. */
  actions: ReactNode
  className?: string | undefined
}

/** Errors of single fields in a problem document: `errors: [{ field | loc, message | msg }]`. */
function fieldErrors(problem: Problem, form: HTMLFormElement): Record<string, string> {
  const listed = problem.extra.errors
  if (!Array.isArray(listed)) return {}
  const found: Record<string, string> = {}
  for (const item of listed as Record<string, unknown>[]) {
    const path = item.field ?? item.loc
    const name: unknown = Array.isArray(path) ? path.at(-1) : path
    const words = item.message ?? item.msg
    if (typeof name === 'string' && typeof words === 'string' && form.elements.namedItem(name))
      found[name] = words
  }
  return found
}

function focusFirst(form: HTMLFormElement, errors: Record<string, string>): void {
  const name = Object.keys(errors)[0]
  const control = name === undefined ? null : form.elements.namedItem(name)
  if (control instanceof HTMLElement) control.focus()
}

function nativeErrors(form: HTMLFormElement): Record<string, string> {
  const found: Record<string, string> = {}
  for (const control of form.elements) {
    if (!('validationMessage' in control) || !('name' in control)) continue
    const { name, validationMessage } = control as HTMLInputElement
    if (name && validationMessage && !(name in found)) found[name] = validationMessage
  }
  return found
}

/** A form that checks its fields, waits for its answer, and shows errors where they belong. */
export function Form({ onSubmit, children, actions, className }: FormProps) {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [errors, setErrors] = useState<Record<string, string>>({})

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isBusy) return
    const form = event.currentTarget
    const wrong = nativeErrors(form)
    setErrors(wrong)
    setProblem(null)
    if (Object.keys(wrong).length > 0) {
      focusFirst(form, wrong)
      return
    }
    const data = new FormData(form)
    setBusy(true)
    try {
      await onSubmit((name) => {
        const value = data.get(name)
        return typeof value === 'string' ? value : ''
      }, form)
    } catch (error) {
      const thrown = asProblem(error)
      const refused = fieldErrors(thrown, form)
      setErrors(refused)
      if (Object.keys(refused).length > 0) focusFirst(form, refused)
      else setProblem(thrown)
    } finally {
      setBusy(false)
    }
  }

  return (
    <FormContext value={{ isBusy, errors }}>
      <form noValidate className={cx(css.form, className)} onSubmit={(event) => void submit(event)}>
        {children}
        {problem && <ErrorNotice error={problem} />}
        <div className={css.actions}>{actions}</div>
      </form>
    </FormContext>
  )
}

/** The button that sends the form around it. */
export function SubmitButton(props: Omit<ButtonProps, 'type' | 'isBusy'>) {
  const form = use(FormContext)
  return <Button kind="primary" {...props} type="submit" isBusy={form?.isBusy ?? false} />
}
