import { Button } from '@/kit/Button'
import { Field, Select, TextArea, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Switch } from '@/kit/Switch'

import css from './Beliefs.module.css'
import { deeds, useDeed, type Belief } from './beliefs'
import { useNames } from './names'

const MAX_CHARS = 4000
const PURPOSES = ['assistant', 'live', 'feed', 'business', 'ads'] as const

interface PanelProps {
  belief: Belief
  onDone: () => void
}

/** Puts other words in the place of a belief. */
export function BeliefEdit({ belief, onDone }: PanelProps) {
  const { t } = useTranslation('events')
  const { t: kit } = useTranslation('kit')
  const deed = useDeed()
  return (
    <Form
      onSubmit={(values) => {
        const text = values('text').trim()
        if (text !== belief.statement)
          deed.do(t('beliefs.corrected'), () => deeds.correct(belief.id, text))
        onDone()
      }}
      actions={
        <>
          <SubmitButton>{kit('save')}</SubmitButton>
          <Button onClick={onDone}>{kit('cancel')}</Button>
        </>
      }
    >
      <Field name="text" label={t('beliefs.editLabel')}>
        <TextArea
          required
          // eslint-disable-next-line jsx-a11y/no-autofocus -- whoever chose to correct it wants to type
          autoFocus
          maxLength={MAX_CHARS}
          rows={2}
          defaultValue={belief.statement}
        />
      </Field>
    </Form>
  )
}

/** Says when a belief holds. */
export function BeliefSpan({ belief, onDone }: PanelProps) {
  const { t } = useTranslation('events')
  const { t: kit } = useTranslation('kit')
  const deed = useDeed()
  return (
    <Form
      className={css.panel}
      onSubmit={(values) => {
        deed.do(t('beliefs.dated'), () =>
          deeds.date(belief.id, values('from') || null, values('until') || null),
        )
        onDone()
      }}
      actions={
        <>
          <SubmitButton>{kit('save')}</SubmitButton>
          <Button onClick={onDone}>{kit('cancel')}</Button>
        </>
      }
    >
      <div className={css.choices}>
        <Field name="from" label={t('beliefs.fromLabel')}>
          <TextInput type="date" defaultValue={belief.holds_from ?? ''} />
        </Field>
        <Field name="until" label={t('beliefs.untilLabel')}>
          <TextInput type="date" defaultValue={belief.holds_until ?? ''} />
        </Field>
      </div>
    </Form>
  )
}

/** Says what a belief may be used for. */
export function BeliefUses({ belief, onDone }: PanelProps) {
  const { t } = useTranslation('events')
  const { t: kit } = useTranslation('kit')
  const names = useNames()
  const deed = useDeed()
  return (
    <div className={css.panel} role="group" aria-label={t('beliefs.uses')}>
      {PURPOSES.map((purpose) => {
        const isNever = !belief.allowed.includes(purpose)
        return (
          <Switch
            key={purpose}
            label={names.purpose(purpose)}
            hint={isNever ? t('beliefs.never') : t(`purposeHint.${purpose}`)}
            isOn={belief.purposes.includes(purpose)}
            isDisabled={isNever || deed.isPending}
            onChange={(isOn) =>
              deed.do(t('beliefs.turned'), () => deeds.turn(belief.id, purpose, isOn))
            }
          />
        )
      })}
      <div>
        <Button size="s" onClick={onDone}>
          {kit('close')}
        </Button>
      </div>
    </div>
  )
}

/** Says that a belief says the same as another one, which stays. */
export function BeliefMerge({
  belief,
  others,
  onDone,
}: PanelProps & { others: readonly Belief[] }) {
  const { t } = useTranslation('events')
  const { t: kit } = useTranslation('kit')
  const deed = useDeed()
  return (
    <Form
      className={css.panel}
      onSubmit={(values) => {
        deed.do(t('beliefs.merged'), () => deeds.merge(belief.id, values('into')))
        onDone()
      }}
      actions={
        <>
          {others.length > 0 && <SubmitButton>{t('beliefs.mergeDo')}</SubmitButton>}
          <Button onClick={onDone}>{kit('cancel')}</Button>
        </>
      }
    >
      {others.length === 0 ? (
        <p>{t('beliefs.mergeNone')}</p>
      ) : (
        <Field name="into" label={t('beliefs.mergeInto')} hint={t('beliefs.mergeHint')}>
          <Select required>
            {others.map(({ id, statement }) => (
              <option key={id} value={id}>
                {statement}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </Form>
  )
}
