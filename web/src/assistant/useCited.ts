import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'

interface Said {
  speaker: string | null
  is_mine: boolean
  occurred_at: string | null
}

/** Who said something and when, in words. */
export function useCited(said: Said): { who: string; when: string } {
  const { t } = useTranslation('assistant')
  const format = useFormat()
  return {
    who: said.is_mine ? t('cite.you') : (said.speaker ?? t('cite.someone')),
    when: said.occurred_at === null ? t('cite.undated') : format.date(said.occurred_at),
  }
}
