import { useQuery } from '@tanstack/react-query'
import { PlugZap } from 'lucide-react'
import { useState } from 'react'

import { Button } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { Notice } from '@/kit/Notice'
import { Skeleton } from '@/kit/Progress'

import { ConnectServer, type Wanted } from './ConnectServer'
import { isSmall } from './describe'
import css from './ModelsSettings.module.css'
import { modelsQuery, type Models } from './queries'
import { SlotCard } from './SlotCard'
import { Weights } from './Weights'

type Connect = (wanted: Wanted) => void

function Offers({ offers, onConnect }: { offers: Models['offers']; onConnect: Connect }) {
  const { t } = useTranslation('models')
  const format = useFormat()
  return offers.map(({ url, models }) => (
    <Notice
      key={url}
      tone="good"
      title={t('offer.title')}
      actions={
        models.length > 0 && (
          <Button
            icon={PlugZap}
            onClick={() => onConnect({ slot: 'language', url, model: models[0], listed: models })}
          >
            {t('offer.use')}
          </Button>
        )
      }
    >
      {models.length > 0 ? t('offer.models', { names: format.list(models) }) : t('offer.none')}
    </Notice>
  ))
}

function SmallNotice({ onConnect }: { onConnect: Connect }) {
  const { t } = useTranslation('models')
  return (
    <Notice
      title={t('small.title')}
      actions={
        <Button icon={PlugZap} kind="primary" onClick={() => onConnect({ slot: 'language' })}>
          {t('small.connect')}
        </Button>
      }
    >
      {t('small.text')}
    </Notice>
  )
}

function Usage({ usage }: { usage: Models['usage'] }) {
  const { t } = useTranslation('models')
  const format = useFormat()
  return (
    <Card title={t('usage.title')} hint={t('usage.hint')}>
      {usage.length === 0 ? (
        <p>{t('usage.none')}</p>
      ) : (
        <Rows label={t('usage.title')}>
          {usage.map(({ model, calls, input_tokens: input, output_tokens: output }) => (
            <Row
              key={model}
              title={model}
              hint={t('usage.tokens', {
                input: format.number(input),
                output: format.number(output),
              })}
              actions={
                <span>{t('usage.calls', { count: calls, shown: format.number(calls) })}</span>
              }
            />
          ))}
        </Rows>
      )}
    </Card>
  )
}

/** What runs, how to fetch it, and how to connect something bigger; for the operator. */
export default function ModelsSettings() {
  const models = useQuery(modelsQuery)
  const [wanted, setWanted] = useState<Wanted | null>(null)
  return (
    <>
      <Loaded query={models} skeleton={<Skeleton blocks={3} />}>
        {({ slots, weights, offers, usage }) => {
          const language = slots.find(({ slot }) => slot === 'language')
          const mayConnect = language?.pinned_by === null
          return (
            <div className={css.stack}>
              {isSmall(slots) && mayConnect && <SmallNotice onConnect={setWanted} />}
              {mayConnect && language.engine === 'embedded' && (
                <Offers offers={offers} onConnect={setWanted} />
              )}
              {slots.map((slot) => (
                <SlotCard key={slot.slot} slot={slot} onConnect={setWanted} />
              ))}
              <Weights weights={weights} />
              <Usage usage={usage} />
            </div>
          )
        }}
      </Loaded>
      {wanted && <ConnectServer wanted={wanted} onClose={() => setWanted(null)} />}
    </>
  )
}
