import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { BellOff, Sun, X } from 'lucide-react'
import { useId } from 'react'
import { Link } from 'react-router'

import { api, call } from '@/api/client'
import { Button, IconButton } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'
import { toast } from '@/kit/toasts'

import { tellSuggestion } from './brief'
import css from './BriefCard.module.css'
import { useDealing } from './useDealing'
import { BRIEF_KEY, cardQuery, type Suggestion } from './world'
import { Why } from './Why'

/** What matters today, above a new conversation: at most three things, and nothing where there is nothing. */
export default function BriefCard() {
  const { t } = useTranslation('understanding')
  const { t: kit } = useTranslation('kit')
  const id = useId()
  const queries = useQueryClient()
  const { data } = useQuery(cardQuery)
  const suggestions = data?.suggestions ?? []
  const put = async (ids: string[], isAway: boolean) => {
    const body = { suggestion_ids: ids, is_away: isAway }
    await call(api.PUT('/api/you/brief/card', { body }))
    await queries.invalidateQueries({ queryKey: BRIEF_KEY })
  }
  const putAway = useMutation({
    mutationFn: (ids: string[]) => put(ids, true),
    onSuccess: (_, ids) => {
      const takeBack = () => void put(ids, false)
      toast({ title: t('brief.away'), action: { label: kit('undo'), onClick: takeBack } })
    },
  })
  if (suggestions.length === 0) return null
  return (
    <section className={css.card} aria-labelledby={id}>
      <header className={css.head}>
        <h2 id={id}>
          <Sun aria-hidden />
          {t('brief.title')}
        </h2>
        <Link to="/you/brief">{t('brief.all')}</Link>
        <IconButton
          icon={X}
          size="s"
          label={t('brief.putAway')}
          onClick={() => putAway.mutate(suggestions.map((each) => each.id))}
        />
      </header>
      <ul role="list" className={css.list}>
        {suggestions.map((each) => (
          <Item key={each.id} suggestion={each} />
        ))}
      </ul>
    </section>
  )
}

function Item({ suggestion }: { suggestion: Suggestion }) {
  const { t } = useTranslation('understanding')
  const format = useFormat()
  const { decline } = useDealing(suggestion)
  return (
    <li className={css.item}>
      <div className={css.words}>
        <strong>{tellSuggestion(suggestion, t, format)}</strong>
        {suggestion.quote !== '' && <p>“{suggestion.quote}”</p>}
      </div>
      <span className={css.deeds}>
        <Why events={suggestion.event_ids} />
        <Button
          size="s"
          kind="quiet"
          icon={BellOff}
          isBusy={decline.isPending}
          onClick={() => decline.mutate('subject')}
        >
          {t('brief.not')}
        </Button>
      </span>
    </li>
  )
}
