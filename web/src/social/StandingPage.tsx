import { useQuery } from '@tanstack/react-query'
import { Flag, ShieldCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'

import { usePerson } from '@/api/session'
import { Button } from '@/kit/Button'
import { Badge, Card } from '@/kit/Card'
import { Dialog } from '@/kit/Dialog'
import { EmptyState } from '@/kit/EmptyState'
import { Field, TextArea } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { Page } from '@/kit/Page'
import { Time } from '@/kit/Time'
import { toast } from '@/kit/toasts'

import {
  appeal,
  seeStanding,
  standingQuery,
  useReloadSafety,
  type OwnDecision,
  type OwnReport,
} from './safety-api'
import css from './Safety.module.css'
import { SocialTabs } from './SocialTabs'

/** What was decided about the person, with a way to appeal, and what came of their reports. */
export default function StandingPage() {
  const { t } = useTranslation('social')
  const standing = useQuery(standingQuery)
  const reload = useReloadSafety()
  const isNew = standing.data?.decisions.some((each) => each.seen_at === null) ?? false
  useEffect(() => {
    // What couldn't be noted is shown as new once more.
    if (isNew) void seeStanding().then(reload, () => undefined)
  }, [isNew, reload])
  return (
    <Page title={t('standing.title')} lead={t('standing.lead')} isNarrow>
      <SocialTabs isStanding />
      <Loaded query={standing}>
        {({ decisions, reports }) => (
          <>
            {decisions.length === 0 ? (
              <EmptyState icon={ShieldCheck} title={t('standing.none')}>
                {t('standing.noneWords')}
              </EmptyState>
            ) : (
              decisions.map((decision) => <Decision key={decision.id} decision={decision} />)
            )}
            {reports.length > 0 && <Reports reports={reports} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Decision({ decision }: { decision: OwnDecision }) {
  const { t } = useTranslation('social')
  const [isAppealing, setAppealing] = useState(false)
  const { kind, label, until, lifted_at: liftedAt } = decision
  const mayAppeal = liftedAt === null && decision.appealed_at === null
  return (
    <Card
      title={t(`standing.decision.${decision.decision}.${kind}`)}
      hint={<Time at={decision.made_at} />}
      actions={<State decision={decision} />}
    >
      {label !== null && (
        <p>
          {t('standing.label')} <Badge tone="mark">{label}</Badge>
        </p>
      )}
      {until !== null && (
        <p>
          {t('standing.until')} <Time at={until} />
        </p>
      )}
      {decision.text !== '' && (
        <blockquote className={css.quote} dir="auto">
          {decision.text}
        </blockquote>
      )}
      {kind === 'post' && decision.post_id !== null && (
        <p>
          <PostLink decision={decision} />
        </p>
      )}
      <p dir="auto">
        <b>{t('standing.why')}</b> {decision.is_by_rule ? t('standing.byRule') : decision.words}
      </p>
      {decision.appeal !== null && (
        <p dir="auto">
          <b>{t('standing.yourAppeal')}</b> {decision.appeal}
        </p>
      )}
      {decision.answer !== null && decision.answer_words !== '' && (
        <p dir="auto">
          <b>{t('standing.answer')}</b> {decision.answer_words}
        </p>
      )}
      {mayAppeal && (
        <div className={css.deeds}>
          <Button onClick={() => setAppealing(true)}>{t('standing.appeal')}</Button>
        </div>
      )}
      {isAppealing && <Appeal decision={decision} onClose={() => setAppealing(false)} />}
    </Card>
  )
}

function PostLink({ decision }: { decision: OwnDecision }) {
  const { t } = useTranslation('social')
  const { id } = usePerson()
  return <Link to={`/people/of/${id}/${decision.post_id ?? ''}`}>{t('standing.post')}</Link>
}

function State({ decision }: { decision: OwnDecision }) {
  const { t } = useTranslation('social')
  if (decision.answer === 'granted') return <Badge tone="good">{t('standing.granted')}</Badge>
  if (decision.lifted_at !== null) return <Badge tone="good">{t('standing.lifted')}</Badge>
  if (decision.answer === 'refused') return <Badge tone="bad">{t('standing.refused')}</Badge>
  if (decision.appealed_at !== null) return <Badge tone="calm">{t('standing.appealed')}</Badge>
  return <Badge>{t('standing.inForce')}</Badge>
}

function Appeal({ decision, onClose }: { decision: OwnDecision; onClose: () => void }) {
  const { t } = useTranslation('social')
  const { t: kit } = useTranslation('kit')
  const reload = useReloadSafety()
  return (
    <Dialog isOpen onClose={onClose} title={t('standing.appealTitle')}>
      <Form
        onSubmit={async (value) => {
          await appeal(decision.id, value('words'))
          await reload()
          onClose()
          toast({ title: t('standing.appealDone') })
        }}
        actions={
          <>
            <Button onClick={onClose}>{kit('cancel')}</Button>
            <SubmitButton>{t('standing.appeal')}</SubmitButton>
          </>
        }
      >
        <Field name="words" label={t('standing.appealLabel')} hint={t('standing.appealHint')}>
          <TextArea required rows={4} dir="auto" maxLength={2000} data-autofocus="" />
        </Field>
      </Form>
    </Dialog>
  )
}

function Reports({ reports }: { reports: OwnReport[] }) {
  const { t } = useTranslation('social')
  return (
    <Card title={t('standing.reports')} hint={t('standing.reportsHint')}>
      <Rows label={t('standing.reports')}>
        {reports.map((each) => (
          <Row
            key={each.id}
            start={<Flag aria-hidden className={css.icon} />}
            title={t(`report.of.${each.kind}`)}
            hint={
              <>
                {t(`reason.${each.reason}`)} · <Time at={each.made_at} />
                {each.outcome === null && !each.has_judge && (
                  <span className={css.alone}>{t('alone.waits')}</span>
                )}
              </>
            }
            actions={
              <Badge tone={each.outcome === 'acted' ? 'good' : 'plain'}>
                {t(`report.outcome.${each.outcome ?? 'open'}`)}
              </Badge>
            }
          />
        ))}
      </Rows>
    </Card>
  )
}
