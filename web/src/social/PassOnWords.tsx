import { Send } from 'lucide-react'
import { useState } from 'react'

import { IconButton } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import type { PassOnWordsProps } from '@/kit/passing'

import { PassOn } from './PassOn'

/** Sends what another domain shows to a conversation, as words. */
export function PassOnWords({ text, name, onDone }: PassOnWordsProps) {
  const { t } = useTranslation('social')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <IconButton
        size="s"
        icon={Send}
        label={t('passOn.words', { name })}
        onClick={() => setOpen(true)}
      />
      {isOpen && <PassOn what={{ text }} onClose={() => setOpen(false)} onDone={onDone} />}
    </>
  )
}
