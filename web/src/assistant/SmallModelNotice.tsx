import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'

import { usePerson } from '@/api/session'
import { Button } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import { Notice } from '@/kit/Notice'

import { aboutQuery } from './store'
import css from './Thread.module.css'

const KEY = 'beknown.small-model-seen'

/** Says plainly that a small model is running, until it is put away; again when the model changes. */
export function SmallModelNotice() {
  const { t } = useTranslation('assistant')
  const person = usePerson()
  const { data: about } = useQuery(aboutQuery)
  const [seen, setSeen] = useState(() => localStorage.getItem(KEY))
  // Who has nothing here yet has other things to think of.
  if (!about?.is_small || !about.has_memories || seen === about.model) return null
  const isOperator = person.role === 'operator'
  const dismiss = () => {
    localStorage.setItem(KEY, about.model ?? '')
    setSeen(about.model)
  }
  return (
    <Notice
      className={css.small}
      title={t('small.title')}
      actions={
        <>
          {isOperator && <Link to="/settings/models">{t('small.link')}</Link>}
          <Button size="s" kind="quiet" onClick={dismiss}>
            {t('small.dismiss')}
          </Button>
        </>
      }
    >
      {isOperator ? t('small.detail') : t('small.detailMember')}
    </Notice>
  )
}
