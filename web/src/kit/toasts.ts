import { asProblem } from '@/api/problem'

export interface ToastContent {
  title: string
  detail?: string | undefined
  tone?: 'good' | 'bad' | 'reminder'
  /** A button on the toast; "Undo" when it takes something back. */
  action?: { label: string; onClick: () => void } | undefined
  /** Stays until it is closed. */
  isSticky?: boolean
}

export interface ToastItem extends ToastContent {
  id: number
}

let items: readonly ToastItem[] = []
let next = 1
const listeners = new Set<() => void>()

function set(changed: readonly ToastItem[]): void {
  items = changed
  for (const listener of listeners) listener()
}

export const toastStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  get: () => items,
}

/** Shows a short word of what happened: `toast({ title: t('saved') })`. Gives its id. */
export function toast(content: ToastContent): number {
  const id = next++
  // More than three at once is noise; what must be answered stays.
  const kept = items.filter((item) => item.isSticky === true)
  const passing = items.filter((item) => item.isSticky !== true).slice(-2)
  set([...kept, ...passing, { ...content, id }])
  return id
}

/** Takes a toast away before its time. */
export function dismissToast(id: number): void {
  set(items.filter((item) => item.id !== id))
}

/** Shows an error that has no place in the page, such as of a switch that did not hold. */
export function toastError(error: unknown, title?: string): void {
  const { title: short, detail } = asProblem(error)
  if (title === undefined) toast({ tone: 'bad', title: detail ?? short })
  else toast({ tone: 'bad', title, detail: detail ?? short })
}

/**
 * Tells of something that comes from the server by itself, such as a reminder that is due.
 *
 * Stays until closed, and also goes to the system's notifications where the person allowed it.
 */
export function notify(content: ToastContent): number {
  if ('Notification' in window && Notification.permission === 'granted' && document.hidden) {
    new Notification(content.title, content.detail === undefined ? {} : { body: content.detail })
  }
  return toast({ tone: 'reminder', isSticky: true, ...content })
}
