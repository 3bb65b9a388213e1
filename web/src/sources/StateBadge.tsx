import { Badge, type BadgeProps } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'

import type { Import } from './queries'

const TONES: Record<Import['state'], NonNullable<BadgeProps['tone']>> = {
  queued: 'plain',
  running: 'calm',
  asking: 'mark',
  done: 'good',
  failed: 'bad',
  cancelled: 'plain',
}

/** How an import stands. */
export function StateBadge({ state }: { state: Import['state'] }) {
  const { t } = useTranslation('sources')
  return <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
}
