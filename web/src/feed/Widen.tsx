import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'

import { Card } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { toastError } from '@/kit/toasts'

import { bubbleQuery, setWidening, type Bubble } from './api'
import css from './Bubble.module.css'
import { stepOf } from './bubble'

/** How wide the feed shall be. What is let go of is saved. */
export function Widen({ bubble }: { bubble: Bubble }) {
  const { t } = useTranslation('feed')
  const queries = useQueryClient()
  const id = useId()
  const [value, setValue] = useState(bubble.widening)
  const [saved, setSaved] = useState(bubble.widening)
  const save = useMutation({
    mutationFn: setWidening,
    onSuccess: (_, widening) => {
      setSaved(widening)
      // The picture stays: it is of what was seen, and moves with what is seen from now on.
      queries.setQueryData(bubbleQuery.queryKey, (now) => now && { ...now, widening })
    },
    onError: (error) => {
      setValue(saved)
      toastError(error)
    },
  })
  const done = () => {
    if (value !== saved && !save.isPending) save.mutate(value)
  }
  const step = stepOf(value)
  return (
    <Card title={t('bubble.widen')} hint={t('bubble.widenHint')}>
      <div className={css.widen}>
        <label htmlFor={id}>{t('bubble.howWide')}</label>
        <output htmlFor={id}>{t(`bubble.step.${step}`)}</output>
        <input
          id={id}
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={value}
          aria-valuetext={t(`bubble.step.${step}`)}
          aria-describedby={`${id}e`}
          onChange={(event) => setValue(event.target.valueAsNumber)}
          onPointerUp={done}
          onKeyUp={done}
          onBlur={done}
        />
        <p id={`${id}e`}>{t(`bubble.effect.${step}`)}</p>
      </div>
      <p role="status" className={css.soft}>
        {save.isPending || value !== saved
          ? t('bubble.unsaved')
          : t(save.isSuccess ? 'bubble.saved' : 'bubble.isSaved')}
      </p>
    </Card>
  )
}
