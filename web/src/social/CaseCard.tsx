import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { Button } from '@/kit/Button'
import { Badge, Card } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { Time } from '@/kit/Time'

import { AnswerDialog, DecideDialog } from './DecideDialogs'
import {
  caseCaptions,
  caseImage,
  casePoster,
  caseQuery,
  caseVideo,
  caseVoice,
  type Case,
  type CaseDecision,
  type CaseFile,
} from './safety-api'
import css from './Safety.module.css'
import { Player } from './Video'

/** One thing that was reported: what it says, why it was reported, what was decided, and what can be. */
export function CaseCard({ found }: { found: Case }) {
  const { t } = useTranslation('social')
  const [isOpen, setOpen] = useState(false)
  const [isDeciding, setDeciding] = useState(false)
  const reasons = Object.entries(found.reasons)
  return (
    <Card
      title={t(`moderation.of.${found.kind}`, { name: found.name })}
      hint={
        <>
          {found.handle !== null && `@${found.handle} · `}
          <Time at={found.opened_at} />
        </>
      }
      actions={<State found={found} />}
    >
      <Words text={found.text} />
      {found.images.length > 0 && (
        <ul className={css.images} role="list">
          {found.images.map((image) => (
            <li key={image.blob_id}>
              <Evidence found={found} image={image} />
            </li>
          ))}
        </ul>
      )}
      <p className={css.reasons}>
        {reasons.length === 0 && <span>{t('moderation.noReports')}</span>}
        {reasons.map(([reason, count]) => (
          <Badge key={reason} tone="mark">
            {t(`reason.${reason as 'spam'}`)} × {count}
          </Badge>
        ))}
      </p>
      {isOpen && <Details found={found} />}
      <div className={css.deeds}>
        <Button kind="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'moderation.less' : 'moderation.more')}
        </Button>
        {found.is_own ? (
          <span className={css.soft}>{t('moderation.own')}</span>
        ) : (
          <Button onClick={() => setDeciding(true)}>{t('moderation.decide')}</Button>
        )}
      </div>
      {isDeciding && <DecideDialog found={found} onClose={() => setDeciding(false)} />}
    </Card>
  )
}

interface EvidenceProps {
  found: Case
  image: Case['images'][number]
}

/** A picture, a voice note or a video of what was reported. */
function Evidence({ found, image }: EvidenceProps) {
  const { t } = useTranslation('social')
  const { blob_id: blob, alt, kind, has_captions: hasCaptions } = image
  if (kind === 'voice')
    return (
      // eslint-disable-next-line jsx-a11y/media-has-caption -- its words, if there are any, are its name
      <audio
        src={caseVoice(found, blob)}
        aria-label={alt || t('voice.note')}
        controls
        preload="none"
      />
    )
  if (kind === 'video')
    return (
      <Player
        src={caseVideo(found, blob)}
        alt={alt}
        poster={casePoster(found)}
        captions={hasCaptions ? caseCaptions(found) : null}
      />
    )
  return <img src={caseImage(found, blob)} alt={alt || t('image.unnamed')} loading="lazy" />
}

function Words({ text }: { text: string }) {
  const { t } = useTranslation('social')
  return text === '' ? (
    <p className={css.soft}>{t('moderation.noWords')}</p>
  ) : (
    <blockquote className={css.quote} dir="auto">
      {text}
    </blockquote>
  )
}

function State({ found }: { found: Case }) {
  const { t } = useTranslation('social')
  if (found.state === 'open') return <Badge tone="accent">{t('moderation.state.open')}</Badge>
  if (found.state === 'appealed')
    return <Badge tone="accent">{t('moderation.state.appealed')}</Badge>
  return <Badge>{t(`moderation.outcome.${found.outcome ?? 'dismissed'}`)}</Badge>
}

function Details({ found }: { found: Case }) {
  const query = useQuery(caseQuery(found))
  return (
    <Loaded query={query}>
      {(file) => (
        <>
          <Reports file={file} />
          <Decisions found={found} file={file} />
          <Steps file={file} />
        </>
      )}
    </Loaded>
  )
}

function Reports({ file }: { file: CaseFile }) {
  const { t } = useTranslation('social')
  const said = file.reports.filter(({ words, attached }) => words !== '' || attached.length > 0)
  if (said.length === 0) return null
  return (
    <section className={css.part} aria-label={t('moderation.reports')}>
      <h3>{t('moderation.reports')}</h3>
      {said.map(({ words, attached, made_at: madeAt }) => (
        <div key={madeAt} className={css.report}>
          {words !== '' && <p dir="auto">{words}</p>}
          {attached.length > 0 && (
            <ul role="list" className={css.attached} aria-label={t('moderation.attached')}>
              {attached.map((message) => (
                <li key={message.sent_at} dir="auto">
                  <b>{t(message.is_theirs ? 'moderation.theirs' : 'moderation.reporters')}</b>{' '}
                  {message.text}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </section>
  )
}

function Decisions({ found, file }: { found: Case; file: CaseFile }) {
  const { t } = useTranslation('social')
  if (file.decisions.length === 0) return null
  return (
    <section className={css.part} aria-label={t('moderation.decisions')}>
      <h3>{t('moderation.decisions')}</h3>
      {file.decisions.map((decision) => (
        <Decision key={decision.id} found={found} decision={decision} />
      ))}
    </section>
  )
}

function Decision({ found, decision }: { found: Case; decision: CaseDecision }) {
  const { t } = useTranslation('social')
  const [isAnswering, setAnswering] = useState(false)
  const isInForce = decision.lifted_at === null
  const hasAppeal = decision.appealed_at !== null && decision.answer === null
  return (
    <div className={css.report}>
      <p dir="auto">
        <b>{t(`deed.${decision.decision}`)}</b>
        {decision.label !== null && ` “${decision.label}”`} ·{' '}
        {t(isInForce ? 'standing.inForce' : 'standing.lifted')}
        {decision.words !== '' && <> · {decision.words}</>}
      </p>
      {decision.appeal !== null && (
        <p dir="auto">
          <b>{t('moderation.appeal')}</b> {decision.appeal}
        </p>
      )}
      {isInForce && !found.is_own && (
        <div className={css.deeds}>
          <Button size="s" onClick={() => setAnswering(true)}>
            {t(hasAppeal ? 'moderation.answer' : 'moderation.lift')}
          </Button>
        </div>
      )}
      {isAnswering && (
        <AnswerDialog found={found} decision={decision} onClose={() => setAnswering(false)} />
      )}
    </div>
  )
}

function Steps({ file }: { file: CaseFile }) {
  const { t } = useTranslation('social')
  return (
    <section className={css.part} aria-label={t('moderation.log')}>
      <h3>{t('moderation.log')}</h3>
      <ol className={css.steps}>
        {file.steps.map((step, index) => (
          <li key={index}>
            <Time at={step.made_at} /> {t(`moderation.step.${step.kind}`)}
            {step.kind === 'decided' && <> · {t(`deed.${step.what as 'hide'}`)}</>}
            {step.kind === 'reported' && <> · {t(`reason.${step.what as 'spam'}`)}</>}
            {step.actor !== null && <> · {step.actor}</>}
            {step.words !== '' && <> · {step.words}</>}
          </li>
        ))}
      </ol>
    </section>
  )
}
