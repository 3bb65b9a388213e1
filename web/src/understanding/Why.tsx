import { Quote } from 'lucide-react'

import { ButtonLink } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'

/** The way to the event that says so. */
export function Why({ events }: { events: readonly string[] }) {
  const { t } = useTranslation('understanding')
  const event = events.at(-1)
  if (event === undefined) return null
  return (
    <ButtonLink size="s" kind="quiet" icon={Quote} to={`/you?event=${event}`}>
      {t('world.why')}
    </ButtonLink>
  )
}
