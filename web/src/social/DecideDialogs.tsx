import { useState } from 'react'

import { Button } from '@/kit/Button'
import { Dialog } from '@/kit/Dialog'
import { Field, Select, TextArea, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { toast } from '@/kit/toasts'

import { useReload } from './api'
import {
  answerAppeal,
  decide,
  DEEDS,
  useReloadSafety,
  type Case,
  type CaseDecision,
  type Deed,
} from './safety-api'

/** Asks what to decide in a case, and why. */
export function DecideDialog({ found, onClose }: { found: Case; onClose: () => void }) {
  const { t } = useTranslation('social')
  const { t: kit } = useTranslation('kit')
  const reload = useReload()
  const [deed, setDeed] = useState<Deed>('dismiss')
  return (
    <Dialog isOpen onClose={onClose} title={t('moderation.decideTitle')}>
      <Form
        onSubmit={async (value) => {
          await decide(found, {
            kind: found.kind,
            deed,
            words: value('words'),
            label: deed === 'label' ? value('label') : null,
            days: deed === 'suspend' ? Number(value('days')) : null,
          })
          await reload()
          onClose()
          toast({ title: t('moderation.done') })
        }}
        actions={
          <>
            <Button onClick={onClose}>{kit('cancel')}</Button>
            <SubmitButton>{t('moderation.decide')}</SubmitButton>
          </>
        }
      >
        <Field label={t('moderation.what')} hint={t(`deedHint.${deed}`)}>
          <Select
            value={deed}
            data-autofocus=""
            onChange={({ target }) => setDeed(target.value as Deed)}
          >
            {DEEDS[found.kind].map((each) => (
              <option key={each} value={each}>
                {t(`deed.${each}`)}
              </option>
            ))}
          </Select>
        </Field>
        {deed === 'label' && (
          <Field name="label" label={t('moderation.label')}>
            <TextInput required maxLength={60} dir="auto" />
          </Field>
        )}
        {deed === 'suspend' && (
          <Field name="days" label={t('moderation.days')}>
            <TextInput required type="number" min={1} max={365} defaultValue={7} />
          </Field>
        )}
        <Field
          name="words"
          label={t('moderation.why')}
          hint={t(deed === 'dismiss' ? 'moderation.whyDismiss' : 'moderation.whyHint')}
          isOptional={deed === 'dismiss'}
        >
          <TextArea required={deed !== 'dismiss'} rows={3} dir="auto" maxLength={2000} />
        </Field>
      </Form>
    </Dialog>
  )
}

interface AnswerDialogProps {
  found: Case
  decision: CaseDecision
  onClose: () => void
}

/** Answers an appeal, or lifts a decision without one. */
export function AnswerDialog({ found, decision, onClose }: AnswerDialogProps) {
  const { t } = useTranslation('social')
  const { t: kit } = useTranslation('kit')
  const reload = useReloadSafety()
  const hasAppeal = decision.appealed_at !== null && decision.answer === null
  const [isGranted, setGranted] = useState(true)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(hasAppeal ? 'moderation.answerTitle' : 'moderation.liftTitle')}
    >
      <Form
        onSubmit={async (value) => {
          await answerAppeal(found, decision.id, isGranted, value('words'))
          await reload()
          onClose()
          toast({ title: t('moderation.done') })
        }}
        actions={
          <>
            <Button onClick={onClose}>{kit('cancel')}</Button>
            <SubmitButton>{t(hasAppeal ? 'moderation.answer' : 'moderation.lift')}</SubmitButton>
          </>
        }
      >
        {decision.appeal !== null && <p dir="auto">{decision.appeal}</p>}
        {hasAppeal && (
          <Field label={t('moderation.verdict')}>
            <Select
              value={isGranted ? 'granted' : 'refused'}
              data-autofocus=""
              onChange={({ target }) => setGranted(target.value === 'granted')}
            >
              <option value="granted">{t('moderation.grant')}</option>
              <option value="refused">{t('moderation.refuse')}</option>
            </Select>
          </Field>
        )}
        <Field
          name="words"
          label={t('moderation.why')}
          hint={t('moderation.whyHint')}
          isOptional={isGranted}
        >
          <TextArea required={!isGranted} rows={3} dir="auto" maxLength={2000} />
        </Field>
      </Form>
    </Dialog>
  )
}
