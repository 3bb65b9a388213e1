import { createContext, type ComponentType, type LazyExoticComponent } from 'react'

import type { components } from '@/api/schema'

export type OutletItem = components['schemas']['OutletItemOut']

export interface OutletItemProps {
  item: OutletItem
  /** It was kept for later, or no longer. */
  onKept?: () => void
  /** It was passed on to somebody. */
  onPassedOn?: (() => void) | undefined
}

/** What draws things that were published elsewhere: one by itself, and all of them by time. */
export interface Outlets {
  Item: LazyExoticComponent<ComponentType<OutletItemProps>>
  List: LazyExoticComponent<ComponentType>
}

/** The domain that knows what is followed elsewhere gives it, by way of the app, to others that show some. */
export const OutletParts = createContext<readonly Outlets[]>([])
