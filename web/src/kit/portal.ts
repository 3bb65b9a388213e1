import { createContext, use } from 'react'

/** The open modal dialog: what floats above it must live inside it, for all else is inert. */
export const PortalContext = createContext<HTMLElement | null>(null)

/** Where menus, popovers and tooltips are to be drawn. */
export function usePortalContainer(): HTMLElement | null {
  return use(PortalContext)
}
