import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { Button } from '@/kit/Button'
import { Badge, Card } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { useFormat } from '@/kit/locale'
import { toast } from '@/kit/toasts'

import { orderAhead, splitAhead, stateOf } from './ahead'
import { tellDay, todayIn } from './brief'
import { Why } from './Why'
import css from './World.module.css'
import { undoAct, WORLD_KEY, type Commitment } from './world'

const STEP = 20
const TONES = { open: 'plain', past_due: 'bad', done: 'good', dropped: 'plain' } as const

/** What the person has ahead: goals and plans, promises and occasions, what is open first. */
export function Ahead({ commitments }: { commitments: readonly Commitment[] }) {
  const { aims, promises } = splitAhead(commitments)
  return (
    <>
      {aims.length > 0 && <List kind="aims" commitments={aims} />}
      {promises.length > 0 && <List kind="promises" commitments={promises} />}
    </>
  )
}

function List({
  kind,
  commitments,
}: {
  kind: 'aims' | 'promises'
  commitments: readonly Commitment[]
}) {
  const { t } = useTranslation('understanding')
  const [most, setMost] = useState(STEP)
  const title = t(`date.${kind}`)
  return (
    <Card title={title}>
      <Rows label={title}>
        {orderAhead(commitments)
          .slice(0, most)
          .map((each) => (
            <One key={`${each.event_id}/${each.position}`} commitment={each} />
          ))}
      </Rows>
      {commitments.length > most && (
        <div>
          <Button onClick={() => setMost(most + STEP)}>{t('world.more')}</Button>
        </div>
      )}
    </Card>
  )
}

function One({ commitment }: { commitment: Commitment }) {
  const { t } = useTranslation('understanding')
  const state = stateOf(commitment)
  const settle = useSettling(commitment)
  return (
    <Row
      title={
        <span className={css.quote}>
          {commitment.position < 0 ? commitment.quote : `“${commitment.quote}”`}
        </span>
      }
      hint={useHint(commitment)}
      actions={
        <span className={css.actions}>
          {state !== 'open' && <Badge tone={TONES[state]}>{t(`date.state.${state}`)}</Badge>}
          {commitment.state === 'open' ? (
            <>
              <Button size="s" isBusy={settle.isPending} onClick={() => settle.mutate('done')}>
                {t('date.done')}
              </Button>
              <Button size="s" kind="quiet" onClick={() => settle.mutate('dropped')}>
                {t('date.drop')}
              </Button>
            </>
          ) : (
            <Button size="s" kind="quiet" onClick={() => settle.mutate('open')}>
              {t('date.open')}
            </Button>
          )}
          <Why events={[commitment.event_id]} />
        </span>
      }
    />
  )
}

function useHint({ kind, what, is_mine: isMine, name, due_on: dueOn }: Commitment): string {
  const { t } = useTranslation('understanding')
  const format = useFormat()
  const who = isMine ? t('date.byYou') : t('date.byThem', { name: name ?? t('date.somebody') })
  const isAim = kind === 'goal' || kind === 'plan' || kind === 'commitment'
  return [
    what === 'reminder' ? t('date.reminder') : isAim ? t(`date.${kind}`) : who,
    isMine && name !== null ? t('date.to', { name }) : '',
    dueOn === null ? '' : t('date.due', { day: tellDay(dueOn, todayIn(format.timeZone), format) }),
  ]
    .filter(Boolean)
    .join(' · ')
}

function useSettling({ event_id, position }: Commitment) {
  const { t } = useTranslation('understanding')
  const { t: kit } = useTranslation('kit')
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: WORLD_KEY })
  return useMutation({
    mutationFn: (state: Commitment['state']) =>
      call(
        api.PUT('/api/you/world/commitments/{event_id}/{position}', {
          params: { path: { event_id, position } },
          body: { state },
        }),
      ),
    onSuccess: ({ act }, state) => {
      const takeBack = () => void undoAct(act).then(reload)
      toast({
        title: t(`date.settled.${state}`),
        action: { label: kit('undo'), onClick: takeBack },
      })
      return reload()
    },
  })
}
