import { useTranslation } from '@/kit/i18n'

import { useChat } from './chat-context'
import css from './Message.module.css'
import type { Citation } from './types'
import { useCited } from './useCited'

/** A number in an answer that opens its source. */
export function CitationMark({ citation }: { citation: Citation }) {
  const { t } = useTranslation('assistant')
  const { citation: shown, showCitation } = useChat()
  const { who, when } = useCited(citation)
  const isShown = shown?.event_id === citation.event_id
  return (
    <button
      type="button"
      className={css.mark}
      aria-label={t('cite.open', { number: citation.number, who, when })}
      aria-expanded={isShown}
      title={`${who}, ${when}`}
      onClick={() => showCitation(isShown ? null : citation)}
    >
      {citation.number}
    </button>
  )
}
