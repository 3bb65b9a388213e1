import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowRight, ChevronDown, Pencil, Trash2 } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useLocation } from 'react-router'

import { Button, IconButton } from '@/kit/Button'
import { Badge, type BadgeProps } from '@/kit/Card'
import { cx } from '@/kit/cx'
import { Dialog } from '@/kit/Dialog'
import { Field, Select } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { toast, toastError } from '@/kit/toasts'

import { changeRule, endRule, rulesQuery, setRuleAgain, type Rule } from './api'
import css from './Feed.module.css'
import { anchorOf, endOf, ENDS_DAYS, farOf, STRENGTHS, type Far } from './rules'
import { useRuleWords } from './useRuleWords'

const AMOUNTS = ['nothing', 'less', 'more', 'only'] as const
const FAR = ['little', 'usual', 'much'] as const
const TONES: Readonly<Record<Rule['amount'], NonNullable<BadgeProps['tone']>>> = {
  nothing: 'bad',
  less: 'calm',
  more: 'good',
  only: 'mark',
}

/** A rule in a line: how much of what, at which hours, until when. */
export function RuleChip({ rule }: { rule: Rule }) {
  const { t } = useTranslation('feed')
  const { amount, what, when } = useRuleWords()(rule)
  return (
    <>
      <Badge tone={TONES[rule.amount]}>{amount}</Badge> <strong dir="auto">{what}</strong>{' '}
      <span>{when.join(' · ')}</span>
      {rule.is_idle && <p>{t('steer.idle')}</p>}
    </>
  )
}

/** The rules that are in force, folded away until they are asked for, here or by a link to all or to one. */
export function Rules({ onChanged }: { onChanged: () => void }) {
  const { t } = useTranslation('feed')
  const id = useId()
  const rules = useQuery(rulesQuery)
  const [choice, setChoice] = useState<{ key: string; isOpen: boolean } | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const { hash, key } = useLocation()
  const asked = rules.data?.find((rule) => hash === `#${anchorOf(rule)}`)
  const isAsked = rules.data !== undefined && (asked !== undefined || hash === '#rules')
  const isOpen = choice !== null && (choice.key === key || !isAsked) ? choice.isOpen : isAsked
  useEffect(() => {
    if (!isAsked || asked !== undefined) return
    button.current?.scrollIntoView({ block: 'center' })
    button.current?.focus({ preventScroll: true })
  }, [isAsked, asked, key])
  return (
    <Loaded query={rules} skeleton={<p className={css.none}>{t('steer.loading')}</p>}>
      {(found) =>
        found.length === 0 ? (
          <p className={css.none}>{t('steer.none')}</p>
        ) : (
          <div>
            <button
              ref={button}
              type="button"
              className={css.ask}
              aria-expanded={isOpen}
              aria-controls={id}
              onClick={() => setChoice({ key, isOpen: !isOpen })}
            >
              <span>{t('steer.count', { count: found.length })}</span>
              <ChevronDown aria-hidden className={cx(css.turn, isOpen && css.turned)} />
            </button>
            <div id={id} hidden={!isOpen}>
              <Rows label={t('steer.rules')}>
                {found.map((rule) => (
                  <OneRule
                    key={rule.id}
                    rule={rule}
                    askedBy={rule === asked ? key : null}
                    onChanged={onChanged}
                  />
                ))}
              </Rows>
            </div>
          </div>
        )
      }
    </Loaded>
  )
}

interface OneRuleProps {
  rule: Rule
  /** The key of the visit that asked for this very one; null where none did. */
  askedBy: string | null
  onChanged: () => void
}

function OneRule({ rule, askedBy, onChanged }: OneRuleProps) {
  const { t } = useTranslation('feed')
  const queries = useQueryClient()
  const [isEdited, setEdited] = useState(false)
  const { amount, what, when } = useRuleWords()(rule)
  const named = { rule: `${amount} ${what}` }
  const edit = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (askedBy === null) return
    edit.current?.scrollIntoView({ block: 'center' })
    edit.current?.focus({ preventScroll: true })
  }, [askedBy])

  async function reload() {
    await queries.invalidateQueries({ queryKey: rulesQuery.queryKey })
    onChanged()
  }

  async function remove() {
    await endRule(rule.id)
    await reload()
    const again = async () => {
      await setRuleAgain(rule)
      await reload()
    }
    const onClick = () => void again().catch(toastError)
    toast({ title: t('steer.removed', named), action: { label: t('steer.undo'), onClick } })
  }

  return (
    <Row
      start={askedBy !== null && <ArrowRight aria-hidden className={css.asked} />}
      title={
        <>
          <Badge tone={TONES[rule.amount]}>{amount}</Badge>
          <span dir="auto">{what}</span>
          {!rule.is_active && <Badge>{t('steer.rests')}</Badge>}
        </>
      }
      hint={when.join(' · ')}
      actions={
        <>
          <IconButton
            ref={edit}
            size="s"
            icon={Pencil}
            label={t('steer.edit', named)}
            onClick={() => setEdited(true)}
          />
          <IconButton
            size="s"
            icon={Trash2}
            label={t('steer.remove', named)}
            onClick={() => void remove().catch(toastError)}
          />
        </>
      }
    >
      {rule.is_idle && <p className={css.idle}>{t('steer.idle')}</p>}
      {isEdited && (
        <EditRule rule={rule} what={what} onClose={() => setEdited(false)} onSaved={reload} />
      )}
    </Row>
  )
}

interface EditRuleProps {
  rule: Rule
  what: string
  onClose: () => void
  onSaved: () => Promise<void>
}

function EditRule({ rule, what, onClose, onSaved }: EditRuleProps) {
  const { t } = useTranslation('feed')
  const { t: kit } = useTranslation('kit')
  const format = useFormat()
  const [amount, setAmount] = useState(rule.amount)
  const isGraded = amount === 'less' || amount === 'more'
  return (
    <Dialog isOpen onClose={onClose} title={t('steer.editTitle', { what })}>
      <Form
        onSubmit={async (value) => {
          const far = value('far') as Far
          await changeRule(rule, {
            amount,
            strength: isGraded && far !== farOf(rule.strength) ? STRENGTHS[far] : rule.strength,
            until_at: endOf(value('until'), rule, Date.now()),
          })
          await onSaved()
          onClose()
        }}
        actions={
          <>
            <Button onClick={onClose}>{kit('cancel')}</Button>
            <SubmitButton>{t('steer.save')}</SubmitButton>
          </>
        }
      >
        <Field label={t('steer.howMuch')}>
          <Select
            value={amount}
            onChange={({ target }) => setAmount(target.value as Rule['amount'])}
          >
            {AMOUNTS.map((each) => (
              <option key={each} value={each}>
                {t(`steer.choose.${each}`)}
              </option>
            ))}
          </Select>
        </Field>
        {isGraded && (
          <Field label={t('steer.howFar')} name="far">
            <Select defaultValue={farOf(rule.strength)}>
              {FAR.map((each) => (
                <option key={each} value={each}>
                  {t(`steer.far.${each}`)}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <Field label={t('steer.howLong')} name="until">
          <Select defaultValue="keep">
            {rule.until_at !== null && (
              <option value="keep">
                {t('steer.keep', { at: format.dateTime(rule.until_at) })}
              </option>
            )}
            {ENDS_DAYS.map((days) => (
              <option key={days} value={days}>
                {t('steer.forDays', { count: days })}
              </option>
            ))}
            <option value={rule.until_at === null ? 'keep' : 'never'}>{t('steer.noEnd')}</option>
          </Select>
        </Field>
      </Form>
    </Dialog>
  )
}
