import { Check, Copy } from 'lucide-react'
import { useState } from 'react'

import { Button } from './Button'
import { Field, TextInput } from './Field'
import { useTranslation } from './i18n'
import css from './CopyField.module.css'

/** Copies a text; says for a moment that it did. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const { t } = useTranslation('kit')
  const [isDone, setDone] = useState(false)
  return (
    <Button
      size="s"
      icon={isDone ? Check : Copy}
      onClick={() => {
        void navigator.clipboard.writeText(text).then(() => {
          setDone(true)
          setTimeout(() => setDone(false), 2000)
        })
      }}
    >
      <span aria-live="polite">{isDone ? t('copied') : (label ?? t('copy'))}</span>
    </Button>
  )
}

/** A text to take away, such as an invitation's address. */
export function CopyField({ label, text }: { label: string; text: string }) {
  return (
    <div className={css.copy}>
      <Field label={label}>
        <TextInput readOnly value={text} onFocus={(event) => event.target.select()} />
      </Field>
      <CopyButton text={text} />
    </div>
  )
}
