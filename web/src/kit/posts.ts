import { createContext, type ComponentType, type LazyExoticComponent } from 'react'

import type { components } from '@/api/schema'

export type Post = components['schemas']['PostOut']

export interface PostProps {
  post: Post
  /** Called once the person passed it on to somebody. */
  onPassedOn?: (() => void) | undefined
}

/** What draws a post: the domain that keeps posts gives it, by way of the app, to others that show some. */
export const Drawings = createContext<readonly LazyExoticComponent<ComponentType<PostProps>>[]>([])
