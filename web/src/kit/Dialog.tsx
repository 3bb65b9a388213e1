import { X } from 'lucide-react'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'

import { IconButton } from './Button'
import { cx } from './cx'
import css from './Dialog.module.css'
import { useTranslation } from './i18n'
import { PortalContext } from './portal'

export interface DialogProps {
  isOpen: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons at the foot. */
  footer?: ReactNode
  isWide?: boolean
}

/**
 * A modal dialog on the browser's own <dialog>: it traps the focus, closes on Escape or a click
 * beside it, and gives the focus back. On a phone it rises from the bottom.
 */
export function Dialog(props: DialogProps) {
  return props.isOpen ? <OpenDialog {...props} /> : null
}

function OpenDialog({ onClose, title, children, footer, isWide }: DialogProps) {
  const { t } = useTranslation('kit')
  const titleId = useId()
  const ref = useRef<HTMLDialogElement>(null)
  const [element, setElement] = useState<HTMLDialogElement | null>(null)

  useEffect(() => {
    const dialog = ref.current
    const before = document.activeElement
    if (!dialog) return
    dialog.showModal()
    // The heading, rather than the close button whose tooltip would take the first Escape.
    const first =
      dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog.querySelector('h2')
    first?.focus()
    setElement(dialog)
    return () => {
      dialog.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])

  return (
    // A click on the backdrop only repeats what Escape and the close button do.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={ref}
      className={cx(css.dialog, isWide && css.wide)}
      aria-labelledby={titleId}
      onCancel={(event) => {
        if (event.target !== ref.current) return
        event.preventDefault()
        onClose()
      }}
      onClose={(event) => {
        if (event.target === ref.current && !ref.current.open) onClose()
      }}
      onClick={(event) => {
        if (event.target === ref.current && isOutside(event, ref.current)) onClose()
      }}
    >
      <PortalContext value={element}>
        <header className={css.head}>
          <h2 id={titleId} tabIndex={-1}>
            {title}
          </h2>
        </header>
        <div className={css.body}>{children}</div>
        {footer !== undefined && <footer className={css.foot}>{footer}</footer>}
        <div className={css.close}>
          <IconButton icon={X} label={t('close')} onClick={onClose} />
        </div>
      </PortalContext>
    </dialog>
  )
}

function isOutside(at: { clientX: number; clientY: number }, dialog: HTMLElement): boolean {
  const box = dialog.getBoundingClientRect()
  return (
    at.clientX < box.left ||
    at.clientX > box.right ||
    at.clientY < box.top ||
    at.clientY > box.bottom
  )
}
