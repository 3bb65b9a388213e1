import { useSyncExternalStore } from 'react'

const dismissed = new Set<string>()
const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether offers of help were put away in a conversation; known to this page alone, until it is closed. */
export function useDismissed(conversation: string): { isDismissed: boolean; dismiss: () => void } {
  const isDismissed = useSyncExternalStore(subscribe, () => dismissed.has(conversation))
  const dismiss = () => {
    dismissed.add(conversation)
    for (const tell of listeners) tell()
  }
  return { isDismissed, dismiss }
}
