import { createContext, type ComponentType, type LazyExoticComponent } from 'react'

export interface PassOnWordsProps {
  /** What is said in the conversation. */
  text: string
  /** What it is called on the button. */
  name: string
  /** Called once it has been passed on. */
  onDone?: (() => void) | undefined
}

/** The button that sends words to a conversation: the domain of conversations gives it, by way of the app, to others. */
export const Passing = createContext<
  readonly LazyExoticComponent<ComponentType<PassOnWordsProps>>[]
>([])
