import { Ghost } from 'lucide-react'
import { useNavigate } from 'react-router'

import { Button, IconButton } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'

import { useChat } from './chat-context'

/** Begins a chat that leaves nothing behind, or leaves it. */
export function TemporarySwitch() {
  const { t } = useTranslation('assistant')
  const { place } = useChat()
  const navigate = useNavigate()
  if (place === 'temporary') {
    return (
      <Button size="s" icon={Ghost} aria-pressed onClick={() => void navigate('/')}>
        {t('temporaryOff')}
      </Button>
    )
  }
  return (
    <IconButton
      icon={Ghost}
      label={t('temporary')}
      aria-pressed={false}
      onClick={() => void navigate('/?temporary')}
    />
  )
}
