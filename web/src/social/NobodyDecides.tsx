import { useState } from 'react'
import { Link } from 'react-router'

import { Button } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import { Notice } from '@/kit/Notice'
import { toast, toastError } from '@/kit/toasts'

import { block, mute, useReload } from './api'
import css from './Safety.module.css'

interface NobodyDecidesProps {
  /** Whom the report is about. */
  about: string
  /** It was sent. */
  isAfter?: boolean
}

/**
 * That whom a report is about is the only one who decides here, and what one can do oneself.
 *
 * The deeds can be done once the report is sent: they take away what it is about, and with it what is written so far.
 */
export function NobodyDecides({ about, isAfter = false }: NobodyDecidesProps) {
  const { t } = useTranslation('social')
  return (
    <Notice tone="warn" role="note" title={t(isAfter ? 'alone.keptTitle' : 'alone.title')}>
      <p>{t(isAfter ? 'alone.kept' : 'alone.words')}</p>
      <p>{t('alone.can')}</p>
      {isAfter && <Deeds about={about} />}
      <ul className={css.wayList}>
        {!isAfter && <li>{t('alone.mute')}</li>}
        {!isAfter && <li>{t('alone.block')}</li>}
        <li>{isAfter ? <Link to="/messages">{t('alone.leave')}</Link> : t('alone.leave')}</li>
        <li>{isAfter ? <Link to="/you/export">{t('alone.export')}</Link> : t('alone.export')}</li>
      </ul>
    </Notice>
  )
}

function Deeds({ about }: { about: string }) {
  const { t } = useTranslation('social')
  const reload = useReload()
  const [done, setDone] = useState<'block' | 'mute' | null>(null)
  const act = (deed: 'block' | 'mute', doing: Promise<unknown>) => {
    doing
      .then(() => setDone(deed))
      .then(reload)
      .then(() => toast({ title: t(`alone.done.${deed}`) }))
      .catch(toastError)
  }
  return (
    <div className={css.ways}>
      <Button
        size="s"
        disabled={done !== null}
        onClick={() => act('mute', mute({ kind: 'person', person_id: about }))}
      >
        {t('alone.mute')}
      </Button>
      <Button size="s" disabled={done === 'block'} onClick={() => act('block', block(about, true))}>
        {t('alone.block')}
      </Button>
    </div>
  )
}
