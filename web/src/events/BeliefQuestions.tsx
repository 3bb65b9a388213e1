import { useQuery } from '@tanstack/react-query'
import { CircleHelp, Quote } from 'lucide-react'

import { Button, IconButton } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'

import css from './Beliefs.module.css'
import { deeds, ME, questionsQuery, useDeed, type Belief } from './beliefs'

/** What only the person can settle stands at the top. */
export function BeliefQuestions({ onOpen }: { onOpen: (event: string) => void }) {
  const { t } = useTranslation('events')
  const { data } = useQuery(questionsQuery)
  if (!data || data.length === 0) return null
  return (
    <section className={css.questions} aria-label={t('beliefs.questions', { count: data.length })}>
      <h2>
        <CircleHelp aria-hidden />
        {t('beliefs.questions', { count: data.length })}
      </h2>
      <ul role="list">
        {data.map((beliefs) => (
          <li key={beliefs.map(({ id }) => id).join()}>
            <Question beliefs={beliefs} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Question({ beliefs, onOpen }: { beliefs: Belief[]; onOpen: (event: string) => void }) {
  const { t } = useTranslation('events')
  const format = useFormat()
  const deed = useDeed()
  const asked = beliefs.map(({ id }) => id)
  const answer = (holds: string[]) =>
    deed.do(t('beliefs.answered'), () => deeds.answer(asked, holds))
  const first = beliefs[0]
  const who = first === undefined || first.subject === ME ? '' : first.subject
  const words = beliefs.length === 1 ? 'beliefs.stillSo' : 'beliefs.whichHolds'
  return (
    <div className={css.question}>
      <p className={css.asks}>{who === '' ? t(words) : t(`${words}About`, { name: who })}</p>
      <ul role="list" className={css.answers}>
        {beliefs.map((belief) => (
          <li key={belief.id}>
            <Button isBusy={deed.isPending} onClick={() => answer([belief.id])}>
              {belief.statement}
            </Button>
            <span className={css.soft}>
              {t('beliefs.knownSince', { date: format.date(belief.learned_at) })}
            </span>
            {belief.evidence[0] !== undefined && (
              <IconButton
                size="s"
                icon={Quote}
                label={t('beliefs.whereSaid', { statement: belief.statement })}
                onClick={() => onOpen(belief.evidence[0] ?? '')}
              />
            )}
          </li>
        ))}
      </ul>
      <div className={css.otherAnswers}>
        {beliefs.length > 1 && (
          <Button size="s" kind="quiet" onClick={() => answer(asked)}>
            {t('beliefs.allHold', { count: beliefs.length })}
          </Button>
        )}
        <Button size="s" kind="quiet" onClick={() => answer([])}>
          {t(beliefs.length > 1 ? 'beliefs.noneHolds' : 'beliefs.notAnyMore')}
        </Button>
      </div>
    </div>
  )
}
