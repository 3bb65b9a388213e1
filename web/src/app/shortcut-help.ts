let open: () => void = () => undefined

/** Tells how the help is opened. */
export function setShortcutHelpOpener(opener: () => void): void {
  open = opener
}

/** Opens the help on shortcuts. */
export function openShortcutHelp(): void {
  open()
}
