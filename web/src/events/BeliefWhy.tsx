import { useQuery } from '@tanstack/react-query'
import { MessagesSquare, Split } from 'lucide-react'

import { Button } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { Time } from '@/kit/Time'

import css from './Beliefs.module.css'
import { deeds, useDeed, whyQuery, type Belief, type Quote } from './beliefs'
import { useNames } from './names'

const RULES = 'language rules'
const YOU = 'you'

/** Every span that a belief stands on, marked in the words around it. */
export function BeliefWhy({ belief, onOpen }: { belief: Belief; onOpen: (event: string) => void }) {
  const { t } = useTranslation('events')
  const format = useFormat()
  const why = useQuery(whyQuery(belief.id))
  return (
    <div className={css.why}>
      <Loaded query={why}>
        {({ quotes }) => (
          <>
            <p className={css.soft}>
              {t('beliefs.standsOn', { count: quotes.length })}{' '}
              {t('beliefs.howSure', { sure: format.percent(belief.confidence) })}{' '}
              {t('beliefs.knownSince', { date: format.date(belief.learned_at) })}.
            </p>
            <ul role="list">
              {quotes.map((quote) => (
                <li key={quote.event_id}>
                  <Said
                    quote={quote}
                    belief={belief}
                    isOneOfSeveral={quotes.length > 1}
                    onOpen={onOpen}
                  />
                </li>
              ))}
            </ul>
            {belief.ended_by !== null && (
              <Button size="s" kind="quiet" onClick={() => onOpen(belief.ended_by ?? '')}>
                {t('beliefs.endedBy')}
              </Button>
            )}
          </>
        )}
      </Loaded>
      {belief.earlier.length > 0 && (
        <details className={css.earlier}>
          <summary>{t('beliefs.earlier', { count: belief.earlier.length })}</summary>
          <ul>
            {belief.earlier.map((each) => (
              <li key={each.id}>
                {each.statement} <span className={css.soft}>{format.date(each.learned_at)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function Said(props: {
  quote: Quote
  belief: Belief
  isOneOfSeveral: boolean
  onOpen: (event: string) => void
}) {
  const { quote, belief, isOneOfSeveral, onOpen } = props
  const { t } = useTranslation('events')
  const format = useFormat()
  const names = useNames()
  const deed = useDeed()
  return (
    <figure className={css.said}>
      <blockquote>
        {quote.before}
        <mark>{quote.quote}</mark>
        {quote.after}
      </blockquote>
      <figcaption>
        <strong>{quote.is_mine ? t('timeline.you') : quote.speaker}</strong>
        {quote.occurred_at === null ? t('timeline.undated') : <Time at={quote.occurred_at} />}
        <span>{names.kind(quote.source)}</span>
        <span>
          {quote.proposed_by === YOU
            ? t('beliefs.foundByYou')
            : t(quote.proposed_by === RULES ? 'beliefs.foundByRules' : 'beliefs.foundBy', {
                name: quote.proposed_by,
                sure: format.percent(quote.confidence),
              })}
        </span>
      </figcaption>
      <div className={css.saidDeeds}>
        <Button size="s" kind="quiet" icon={MessagesSquare} onClick={() => onOpen(quote.event_id)}>
          {t('beliefs.around')}
        </Button>
        {isOneOfSeveral && (
          <Button
            size="s"
            kind="quiet"
            icon={Split}
            isBusy={deed.isPending}
            onClick={() =>
              deed.do(t('beliefs.parted'), () => deeds.part(belief.id, quote.event_id))
            }
          >
            {t('beliefs.part')}
          </Button>
        )}
      </div>
    </figure>
  )
}
