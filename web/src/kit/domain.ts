import type { LucideIcon } from 'lucide-react'
import type { ComponentType, LazyExoticComponent } from 'react'
import type { RouteObject } from 'react-router'

import { i18n, type Catalogues } from './i18n'
import type { Outlets } from './outlets'
import type { PassOnWordsProps } from './passing'
import type { PostProps } from './posts'

/** An entry of the main navigation. Its words are `nav.<id>` in `src/app/en.json`. */
export interface NavEntry {
  id: keyof Catalogues['app']['nav']
  to: string
  icon: LucideIcon
  /** Smaller comes first. */
  order: number
  /** Other paths, besides `to` and all beneath it, that light this entry up. */
  also?: readonly string[]
  /** Keys pressed one after the other, such as `g y`. */
  keys?: string
}

/** A page beneath /settings. Its words are `settings.<id>` in `src/app/en.json`. */
export interface SettingsEntry {
  id: keyof Catalogues['app']['settings']
  /** Beneath /settings, without a slash. */
  path: string
  icon: LucideIcon
  order: number
  isForOperator?: boolean
  route: RouteObject
}

/** What a domain adds to the app. Default export of `src/<domain>/routes.tsx`. */
export interface Domain {
  /** Pages for a person who is signed in, shown in the shell. */
  routes?: RouteObject[]
  /** Pages that need no session, shown without the shell. */
  openRoutes?: RouteObject[]
  nav?: NavEntry[]
  /** Links in the account menu and at the foot of the settings, for what is seldom needed. */
  menu?: NavEntry[]
  settings?: SettingsEntry[]
  /** Shown in the sidebar beneath the navigation (on a phone: in its drawer). */
  sidebar?: LazyExoticComponent<ComponentType>
  /** Shown above an empty conversation, and draws nothing where it has nothing to say. */
  opening?: LazyExoticComponent<ComponentType>
  /** Draws a post, for other domains that show some. */
  post?: LazyExoticComponent<ComponentType<PostProps>>
  /** Draws what was published elsewhere, for other domains that show some. */
  outlets?: Outlets
  /** Sends words to a conversation, for other domains that show what can be passed on. */
  passOnWords?: LazyExoticComponent<ComponentType<PassOnWordsProps>>
  /** Always there while someone is signed in, and draws nothing or little (such as reminders). */
  background?: LazyExoticComponent<ComponentType>
}

/** A lazy route: loads the page's code and its catalogue side by side. */
export function page(
  namespace: keyof Catalogues,
  load: () => Promise<{ default: ComponentType }>,
): NonNullable<RouteObject['lazy']> {
  return async () => {
    const [module] = await Promise.all([load(), i18n.loadNamespaces(namespace)])
    return { Component: module.default }
  }
}
