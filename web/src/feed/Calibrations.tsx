import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { Field, Select } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { Skeleton } from '@/kit/Progress'

import { calibrationQuery } from './calibration'
import css from './Learning.module.css'
import type { ActionTraining } from './learning'
import { Reliability } from './Reliability'
import reliability from './Reliability.module.css'

/** How well what was told of each action held, in the latest training or an earlier one; all of them judged something. */
export function Calibrations({ trainings }: { trainings: readonly ActionTraining[] }) {
  const { t } = useTranslation('feed')
  const format = useFormat()
  const [chosen, setChosen] = useState<string | null>(null)
  const training = trainings.find(({ id }) => id === chosen) ?? trainings[0]
  if (training === undefined) return null
  return (
    <>
      <h3 className={reliability.title}>{t('learning.calibration.title')}</h3>
      <p className={css.soft}>{t('learning.calibration.hint')}</p>
      {trainings.length > 1 && (
        <Field label={t('learning.calibration.choose')}>
          <Select value={training.id} onChange={({ target }) => setChosen(target.value)}>
            {trainings.map(({ id, begun_at: begun }) => (
              <option key={id} value={id}>
                {format.dateTime(begun)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <OfTraining training={training.id} />
    </>
  )
}

function OfTraining({ training }: { training: string }) {
  const { t } = useTranslation('feed')
  const calibration = useQuery(calibrationQuery(training))
  return (
    <Loaded
      query={calibration}
      skeleton={<Skeleton blocks={1} />}
      isEmpty={(found) => found.length === 0}
      empty={<p role="status">{t('learning.calibration.none')}</p>}
    >
      {(found) => (
        <>
          <div className={reliability.all}>
            {found.map((each) => (
              <Reliability key={each.action} found={each} />
            ))}
          </div>
          <p className={css.soft}>{t('learning.calibration.note')}</p>
        </>
      )}
    </Loaded>
  )
}
