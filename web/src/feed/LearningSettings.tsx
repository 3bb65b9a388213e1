import { useQuery, useQueryClient } from '@tanstack/react-query'
import { GraduationCap } from 'lucide-react'
import { useState, type ReactNode } from 'react'

import { Button } from '@/kit/Button'
import { Badge, Card, type BadgeProps } from '@/kit/Card'
import { CopyField } from '@/kit/CopyField'
import { Field, Select } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'
import { DataList, Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { Notice } from '@/kit/Notice'
import { ProgressBar, Skeleton } from '@/kit/Progress'
import { Time } from '@/kit/Time'
import { toastError } from '@/kit/toasts'

import { Calibrations } from './Calibrations'
import css from './Learning.module.css'
import {
  beginTraining,
  isBusy,
  lastedOf,
  reasonOf,
  trainingsQuery,
  verdictOf,
  type ActionTraining,
  type SequenceTraining,
  type Supply,
  type Training,
  type Which,
} from './learning'
import { Trend } from './Trend'

type Tone = NonNullable<BadgeProps['tone']>

const TONES: Readonly<Record<Training['state'], Tone>> = {
  training: 'accent',
  served: 'good',
  'kept back': 'calm',
  failed: 'bad',
  'broken off': 'bad',
}
const VERDICTS: Readonly<Record<ReturnType<typeof verdictOf>, Tone>> = {
  better: 'good',
  notBetter: 'calm',
  seldom: 'plain',
}

/** What the feed learned from what people do, how that went, and a training when it is wanted; for the operator. */
export default function LearningSettings() {
  const trainings = useQuery(trainingsQuery)
  return (
    <Loaded query={trainings} skeleton={<Skeleton blocks={2} />}>
      {({ actions, sequence }) => (
        <div className={css.stack}>
          <Model which="actions" found={actions} canTrain>
            <Actions trainings={actions.trainings} />
          </Model>
          <Model which="sequence" found={sequence} canTrain={sequence.can_train}>
            {!sequence.can_train && <Install command={sequence.install} />}
            <Sequences trainings={sequence.trainings} />
          </Model>
        </div>
      )}
    </Loaded>
  )
}

interface ModelProps {
  which: Which
  found: { supply: Supply; is_waiting: boolean; trainings: readonly Training[] }
  canTrain: boolean
  children: ReactNode
}

/** One model: what it is, whether there is enough to learn from, what is under way, and how it went. */
function Model({ which, found, canTrain, children }: ModelProps) {
  const { t } = useTranslation('feed')
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const { supply, trainings } = found
  const [latest] = trainings
  const begin = async () => {
    setAsking(true)
    try {
      await beginTraining(which)
    } catch (error) {
      toastError(error)
    } finally {
      // Where it was refused another training runs: that is shown, too.
      await queries.invalidateQueries({ queryKey: trainingsQuery.queryKey })
      setAsking(false)
    }
  }
  return (
    <Card
      title={t(`learning.${which}.title`)}
      hint={t(`learning.${which}.hint`)}
      actions={
        <Button
          icon={GraduationCap}
          isBusy={isAsking}
          disabled={!canTrain || isBusy(found)}
          onClick={() => void begin()}
        >
          {t('learning.train')}
        </Button>
      }
    >
      <div className={css.part}>
        {latest?.state === 'training' ? (
          <ProgressBar label={t('learning.runs')} done={latest.done} total={latest.total} />
        ) : (
          found.is_waiting && <p role="status">{t('learning.waits')}</p>
        )}
        {supply.there < supply.least && <Missing which={which} supply={supply} />}
        {trainings.length === 0 ? (
          <p className={css.soft}>{t(`learning.${which}.none`)}</p>
        ) : (
          children
        )}
        {trainings.length === 0 && !canTrain && children}
      </div>
    </Card>
  )
}

function Missing({ which, supply: { there, least } }: { which: Which; supply: Supply }) {
  const { t } = useTranslation('feed')
  return (
    <div className={css.missing}>
      <strong>{t(`learning.${which}.missing`, { count: least - there })}</strong>
      <ProgressBar label={t(`learning.${which}.there`)} done={there} total={least} />
    </div>
  )
}

function Install({ command }: { command: string }) {
  const { t } = useTranslation('feed')
  return (
    <Notice tone="calm" title={t('learning.install')}>
      <p>{t('learning.installHint')}</p>
      <CopyField label={t('learning.command')} text={command} />
    </Notice>
  )
}

/** What is to know of every training: when, how long, what came of it. */
function Facts({ training, on }: { training: Training; on: string }) {
  const { t } = useTranslation('feed')
  const format = useFormat()
  const lasted = lastedOf(training)
  const facts: [string, ReactNode][] = [
    [t('learning.begun'), <Time key="at" at={training.begun_at} />],
    [t('learning.on'), on],
  ]
  if (lasted !== null) facts.push([t('learning.lasted'), format.duration(Math.max(1, lasted))])
  return (
    <>
      <div className={css.state}>
        <h3>{t('learning.latest')}</h3>
        <State state={training.state} />
      </div>
      <DataList items={facts} />
      {training.trouble !== null && <Notice tone="bad" title={training.trouble} />}
      {training.state === 'broken off' && <p className={css.soft}>{t('learning.brokenOff')}</p>}
    </>
  )
}

function State({ state }: { state: Training['state'] }) {
  const { t } = useTranslation('feed')
  return <Badge tone={TONES[state]}>{t(`learning.state.${state}`)}</Badge>
}

/** The trainings before the latest one. */
function Earlier({ trainings, tell }: { trainings: readonly Training[]; tell: string[] }) {
  const { t } = useTranslation('feed')
  if (trainings.length < 2) return null
  return (
    <details>
      <summary>{t('learning.earlier', { count: trainings.length - 1 })}</summary>
      <Rows label={t('learning.earlierLabel')}>
        {trainings.slice(1).map((training, at) => (
          <Row
            key={training.id}
            title={<Time at={training.begun_at} />}
            hint={tell[at + 1]}
            actions={<State state={training.state} />}
          />
        ))}
      </Rows>
    </details>
  )
}

/** One that had nothing to learn from tells nothing. */
const isJudged = ({ shown, judged }: ActionTraining) => shown > 0 && judged.length > 0

function Actions({ trainings }: { trainings: readonly ActionTraining[] }) {
  const { t } = useTranslation('feed')
  const format = useFormat()
  const latest = trainings[0]
  const judged = trainings.find(isJudged)
  if (latest === undefined) return null
  const on = trainings.map(({ shown }) => t('learning.actions.on', { count: shown }))
  return (
    <>
      <Facts training={latest} on={on[0] ?? ''} />
      {judged && (
        <>
          <p className={css.soft}>{t('learning.actions.judgedHint')}</p>
          <Rows label={t('learning.actions.judged')}>
            {judged.judged.map((each) => (
              <Row
                key={each.action}
                title={t(`how.action.${each.action as 'open'}`)}
                hint={
                  each.loss_new === null
                    ? t('learning.actions.seldom', { done: each.done, count: each.shown })
                    : t('learning.actions.loss', {
                        done: each.done,
                        count: each.shown,
                        now: format.number(each.loss_now),
                        new: format.number(each.loss_new),
                      })
                }
                actions={
                  <Badge tone={VERDICTS[verdictOf(each)]}>
                    {t(`learning.verdict.${verdictOf(each)}`)}
                  </Badge>
                }
              />
            ))}
          </Rows>
          <ActionTrend trainings={trainings} />
          <Calibrations trainings={trainings.filter(isJudged)} />
        </>
      )}
      <Earlier trainings={trainings} tell={on} />
    </>
  )
}

/** How an action's figure went over the trainings. */
function ActionTrend({ trainings }: { trainings: readonly ActionTraining[] }) {
  const { t } = useTranslation('feed')
  const format = useFormat()
  const ordered = trainings.filter(isJudged).toReversed()
  const learned = [
    ...new Set(
      ordered.flatMap(({ judged }) =>
        judged.filter((each) => each.loss_new !== null).map(({ action }) => action),
      ),
    ),
  ]
  const [chosen, setChosen] = useState<string | null>(null)
  const action = chosen ?? learned[0]
  if (action === undefined || ordered.length < 2) return null
  const found = ordered.map(({ judged }) => judged.find((each) => each.action === action))
  return (
    <>
      <Field label={t('learning.actions.choose')}>
        <Select value={action} onChange={({ target }) => setChosen(target.value)}>
          {learned.map((each) => (
            <option key={each} value={each}>
              {t(`how.action.${each as 'open'}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Trend
        label={t('learning.actions.trend')}
        moments={ordered.map(({ begun_at: begun }) => begun)}
        write={format.number}
        series={[
          {
            name: t('learning.now'),
            look: 'now',
            values: found.map((each) => each?.loss_now ?? null),
          },
          {
            name: t('learning.new'),
            look: 'new',
            values: found.map((each) => each?.loss_new ?? null),
          },
        ]}
      />
    </>
  )
}

function Sequences({ trainings }: { trainings: readonly SequenceTraining[] }) {
  const { t } = useTranslation('feed')
  const format = useFormat()
  const latest = trainings[0]
  if (latest === undefined) return null
  const reason = reasonOf(latest)
  const ordered = trainings.filter(({ gain_new: gain }) => gain !== null).toReversed()
  const on = trainings.map(({ deeds, people }) =>
    t('learning.sequence.on', { count: deeds, people: format.number(people) }),
  )
  return (
    <>
      <Facts training={latest} on={on[0] ?? ''} />
      {reason !== null && (
        <p>
          {t(`learning.sequence.reason.${reason}`, {
            count: latest.asked ?? 0,
            new: format.number(latest.gain_new ?? 0),
            popular: format.number(latest.gain_popular ?? 0),
          })}
        </p>
      )}
      {latest.gain_now !== null && (
        <p>{t('learning.sequence.now', { now: format.number(latest.gain_now) })}</p>
      )}
      <Trend
        label={t('learning.sequence.trend')}
        moments={ordered.map(({ begun_at: begun }) => begun)}
        write={format.number}
        series={[
          {
            name: t('learning.popular'),
            look: 'now',
            values: ordered.map((each) => each.gain_popular),
          },
          { name: t('learning.new'), look: 'new', values: ordered.map((each) => each.gain_new) },
        ]}
      />
      <Earlier trainings={trainings} tell={on} />
    </>
  )
}
