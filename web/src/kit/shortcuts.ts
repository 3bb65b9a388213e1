import { useEffect, useEffectEvent } from 'react'

export interface Shortcut {
  /** Keys one after the other, such as `g y` or `?`. `mod+k` means Ctrl or Cmd. */
  keys: string
  /** What it does, for the help. */
  label: string
}

interface Registered extends Shortcut {
  run: () => void
}

const STORAGE_KEY = 'beknown.shortcuts'
const PATIENCE_MS = 1200

let registered: readonly Registered[] = []
const listeners = new Set<() => void>()
let isOn = localStorage.getItem(STORAGE_KEY) !== 'off'

function changed(): void {
  for (const listener of listeners) listener()
}

export const shortcutStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  get: () => registered,
  isOn: () => isOn,
}

/** Single keys can be switched off, for people whose speech or hands press them by chance. */
export function setShortcutsOn(on: boolean): void {
  isOn = on
  localStorage.setItem(STORAGE_KEY, on ? 'on' : 'off')
  changed()
}

/** Binds keys while the component is there. `useShortcut('n', t('newChat'), () => …)` */
export function useShortcut(keys: string, label: string, run: () => void): void {
  const latest = useEffectEvent(run)
  useEffect(() => {
    const shortcut: Registered = { keys, label, run: () => latest() }
    registered = [...registered, shortcut]
    changed()
    return () => {
      registered = registered.filter((other) => other !== shortcut)
      changed()
    }
  }, [keys, label])
}

const nameOf = (event: KeyboardEvent): string =>
  (event.ctrlKey || event.metaKey ? 'mod+' : '') + event.key.toLowerCase()

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role="menu"] *'))
  )
}

/** Listens for the keys of all shortcuts. Gives the function that stops it. */
export function listenForShortcuts(): () => void {
  let pressed: string[] = []
  let last = 0
  function onKeyDown(event: KeyboardEvent): void {
    if (!isOn || event.defaultPrevented || event.altKey || event.isComposing) return
    if (['Shift', 'Control', 'Meta'].includes(event.key)) return
    const name = nameOf(event)
    if (
      !name.startsWith('mod+') &&
      (isTyping(event.target) || document.querySelector('dialog:modal'))
    )
      return
    if (event.timeStamp - last > PATIENCE_MS) pressed = []
    last = event.timeStamp
    pressed = [...pressed, name].slice(-2)
    const found =
      registered.findLast(({ keys }) => keys === pressed.join(' ')) ??
      registered.findLast(({ keys }) => keys === name)
    if (!found) return
    event.preventDefault()
    pressed = []
    found.run()
  }
  document.addEventListener('keydown', onKeyDown)
  return () => document.removeEventListener('keydown', onKeyDown)
}
