import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { Button } from '@/kit/Button'
import { Dialog } from '@/kit/Dialog'
import { Field, Select, TextArea } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { toast } from '@/kit/toasts'

import { NobodyDecides } from './NobodyDecides'
import {
  aboutOf,
  judgeQuery,
  REASONS,
  report,
  useReloadSafety,
  type Reason,
  type Reportable,
} from './safety-api'

const BEFORE = [0, 3, 10] as const

/** Asks why something is reported. Nobody learns who did. */
export function ReportDialog({ what, onClose }: { what: Reportable; onClose: () => void }) {
  const { t } = useTranslation('social')
  const { t: kit } = useTranslation('kit')
  const reload = useReloadSafety()
  const about = aboutOf(what)
  const { data: judge } = useQuery(judgeQuery(about))
  const [isSent, setSent] = useState(false)
  if (isSent)
    return (
      <Dialog isOpen onClose={onClose} title={t('report.kept')}>
        <NobodyDecides about={about} isAfter />
        <Button onClick={onClose}>{kit('close')}</Button>
      </Dialog>
    )
  return (
    <Dialog isOpen onClose={onClose} title={t(`report.title.${what.kind}`)}>
      <Form
        onSubmit={async (value) => {
          await report(what, {
            reason: value('reason') as Reason,
            words: value('words'),
            before: Number(value('before')),
          })
          await reload()
          if (judge?.has_judge === false) {
            setSent(true)
            return
          }
          onClose()
          toast({ title: t('report.done') })
        }}
        actions={
          <>
            <Button onClick={onClose}>{kit('cancel')}</Button>
            <SubmitButton>{t('report.send')}</SubmitButton>
          </>
        }
      >
        {judge?.has_judge === false ? <NobodyDecides about={about} /> : <p>{t('report.lead')}</p>}
        <Field name="reason" label={t('report.why')}>
          <Select required defaultValue="" data-autofocus="">
            <option value="" disabled>
              {t('report.choose')}
            </option>
            {REASONS.map((reason) => (
              <option key={reason} value={reason}>
                {t(`reason.${reason}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field name="words" label={t('report.words')} isOptional>
          <TextArea rows={3} dir="auto" maxLength={2000} />
        </Field>
        {what.kind === 'message' && (
          <Field name="before" label={t('report.before')} hint={t('report.beforeHint')}>
            <Select defaultValue="0">
              {BEFORE.map((count) => (
                <option key={count} value={count}>
                  {count === 0 ? t('report.none') : t('report.messages', { count })}
                </option>
              ))}
            </Select>
          </Field>
        )}
      </Form>
    </Dialog>
  )
}
