import { createContext, type ComponentType, type LazyExoticComponent } from 'react'

/** What domains show above an empty conversation; the app gives it, the assistant draws it. */
export const Openings = createContext<readonly LazyExoticComponent<ComponentType>[]>([])
