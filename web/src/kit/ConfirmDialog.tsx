import { useId, useState, type ReactNode } from 'react'

import { Button } from './Button'
import { Dialog } from './Dialog'
import { ErrorNotice } from './ErrorNotice'
import { Field, TextInput } from './Field'
import { Trans, useTranslation } from './i18n'

export interface ConfirmDialogProps {
  isOpen: boolean
  onClose: () => void
  title: string
  /** What will happen, and whether it can be undone. */
  children: ReactNode
  /** The word on the button: name the deed ("Erase everything"), not "OK". */
  action: string
  /** Awaited; the dialog closes when it is done and shows what it throws. */
  onConfirm: () => Promise<void> | void
  isDangerous?: boolean
  /** The words to type before the button works, for what can't be undone. */
  typeToConfirm?: string
}

/** Asks before a deed that takes something away. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return props.isOpen ? <OpenConfirm {...props} /> : null
}

function OpenConfirm(props: ConfirmDialogProps) {
  const { onClose, title, children, action, onConfirm, isDangerous = true, typeToConfirm } = props
  const { t } = useTranslation('kit')
  const form = useId()
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [typed, setTyped] = useState('')
  const mayGo = typeToConfirm === undefined || typed.trim() === typeToConfirm

  async function confirm() {
    if (!mayGo || isBusy) return
    setBusy(true)
    setError(null)
    try {
      await onConfirm()
      onClose()
    } catch (thrown) {
      setError(thrown)
      setBusy(false)
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose} data-autofocus={typeToConfirm === undefined ? '' : undefined}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            form={form}
            kind={isDangerous ? 'danger' : 'primary'}
            isBusy={isBusy}
            disabled={!mayGo}
          >
            {action}
          </Button>
        </>
      }
    >
      {children}
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault()
          void confirm()
        }}
      >
        {typeToConfirm !== undefined && (
          <Field
            label={t('confirm')}
            hint={
              <Trans ns="kit" i18nKey="typeToConfirm" values={{ words: typeToConfirm }}>
                Type <b>words</b> to confirm
              </Trans>
            }
          >
            <TextInput
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              spellCheck={false}
              data-autofocus=""
            />
          </Field>
        )}
      </form>
      {error !== null && <ErrorNotice error={error} />}
    </Dialog>
  )
}
