import { createContext, use } from 'react'

export interface FormState {
  isBusy: boolean
  errors: Readonly<Record<string, string>>
}

export const FormContext = createContext<FormState | null>(null)

/** What is wrong with this field of the form around it, if anything. */
export function useFieldError(name: string | undefined): string | undefined {
  const form = use(FormContext)
  return name === undefined ? undefined : form?.errors[name]
}
