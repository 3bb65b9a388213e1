import { Bot, BrainCog } from 'lucide-react'
import { useState, type ReactNode } from 'react'

import { usePerson } from '@/api/session'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { Trans, useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Notice } from '@/kit/Notice'

import css from './Apps.module.css'
import type { KeyScope, Place } from './apps'

const ICONS = { plain: Bot, personal: BrainCog } as const

export interface AskCardProps {
  name: string
  scopes: readonly KeyScope[]
  place: Place
  /** Where the answer goes; a device has no address. */
  origin: string | null
  /** Awaited; what it throws is shown. */
  onAnswer: (isGranted: boolean) => Promise<void>
}

/** What an app asks, in plain words, and the person's yes or no. */
export function AskCard({ name, scopes, place, origin, onAnswer }: AskCardProps) {
  const { t } = useTranslation('gateway')
  const [busy, setBusy] = useState<boolean | null>(null)
  const [error, setError] = useState<unknown>(null)

  async function answer(isGranted: boolean) {
    setBusy(isGranted)
    setError(null)
    try {
      await onAnswer(isGranted)
    } catch (thrown) {
      setError(thrown)
      setBusy(null)
    }
  }

  return (
    <Card title={t('ask.may', { name })} hint={<AskedOf />}>
      <Rows label={t('ask.may', { name })}>
        {scopes.map((scope) => {
          const Icon = ICONS[scope]
          return (
            <Row
              key={scope}
              start={<Icon className={css.icon} aria-hidden />}
              title={t(`ask.${scope}`)}
              hint={t(`ask.${scope}Hint`)}
            />
          )
        })}
      </Rows>
      <Notice tone="warn" title={<Where place={place} origin={origin} />}>
        {t(`ask.${place}Hint`)}
      </Notice>
      {error !== null && <ErrorNotice error={error} />}
      <div className={css.deeds}>
        <Button
          kind="primary"
          isBusy={busy === true}
          disabled={busy === false}
          onClick={() => void answer(true)}
        >
          {t('ask.yes')}
        </Button>
        <Button isBusy={busy === false} disabled={busy === true} onClick={() => void answer(false)}>
          {t('ask.no')}
        </Button>
        <p className={css.soft}>{t('ask.later')}</p>
      </div>
    </Card>
  )
}

function AskedOf(): ReactNode {
  const { t } = useTranslation('gateway')
  const { display_name: name, email } = usePerson()
  return t('ask.as', { name, email })
}

/** A sentence with the part of an address that a person can judge. */
export function Where(props: { place: Place; origin: string | null; of?: 'ask' | 'apps.at' }) {
  const { place, origin, of = 'ask' } = props
  return (
    <Trans
      ns="gateway"
      i18nKey={`${of}.${place}`}
      values={{ origin: (origin ?? '').replace(/^https:\/\//, '') }}
    >
      It is at <b>origin</b>
    </Trans>
  )
}
