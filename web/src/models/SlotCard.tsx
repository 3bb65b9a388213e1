import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'

import { api } from '@/api/client'
import { Button } from '@/kit/Button'
import { Badge, Card } from '@/kit/Card'
import { ConfirmDialog } from '@/kit/ConfirmDialog'
import { useTranslation } from '@/kit/i18n'
import { DataList } from '@/kit/List'
import { useFormat } from '@/kit/locale'
import { Notice } from '@/kit/Notice'
import { toast } from '@/kit/toasts'

import type { Wanted } from './ConnectServer'
import { sortAbilities, wordsIn, type SlotInfo } from './describe'
import css from './ModelsSettings.module.css'

const TONES = { running: 'good', ready: 'good', missing: 'mark', failed: 'bad' } as const

function useFacts(slot: SlotInfo): (readonly [string, ReactNode])[] {
  const { t } = useTranslation('models')
  const format = useFormat()
  const facts: (readonly [string, ReactNode])[] = [[t('fact.engine'), t(`engine.${slot.engine}`)]]
  if (slot.url !== null) facts.push([t('fact.address'), slot.url])
  if (slot.size_bytes !== null) facts.push([t('fact.size'), format.bytes(slot.size_bytes)])
  if (slot.licence !== null) facts.push([t('fact.licence'), slot.licence])
  if (slot.capabilities === null) return facts
  const { context_tokens: tokens } = slot.capabilities
  const { can, cannot } = sortAbilities(slot.capabilities)
  facts.push([
    t('fact.context'),
    t('fact.tokens', {
      tokens: format.number(tokens),
      words: format.number(wordsIn(tokens)),
    }),
  ])
  const list = (abilities: typeof can) =>
    format.list(abilities.map((ability) => t(`ability.${ability}`)))
  if (can.length > 0) facts.push([t('fact.can'), list(can)])
  if (cannot.length > 0) facts.push([t('fact.cannot'), list(cannot)])
  return facts
}

function BackToBuiltIn({ slot, onClose }: { slot: SlotInfo['slot']; onClose: () => void }) {
  const { t } = useTranslation('models')
  const queries = useQueryClient()
  return (
    <ConfirmDialog
      isOpen
      isDangerous={false}
      onClose={onClose}
      title={t('backTitle')}
      action={t('backToBuiltIn')}
      onConfirm={async () => {
        await api.PUT('/api/models/{slot}', { params: { path: { slot } }, body: { weights: '' } })
        await queries.invalidateQueries({ queryKey: ['models'] })
        toast({ title: t('backDone') })
      }}
    >
      <p>{t('backText')}</p>
    </ConfirmDialog>
  )
}

export interface SlotCardProps {
  slot: SlotInfo
  onConnect: (wanted: Wanted) => void
}

/** One need, what fills it, and how to change that. */
export function SlotCard({ slot, onConnect }: SlotCardProps) {
  const { t } = useTranslation('models')
  const facts = useFacts(slot)
  const [isGoingBack, setGoingBack] = useState(false)
  return (
    <Card title={t(`slot.${slot.slot}`)} hint={t(`slot.${slot.slot}Hint`)}>
      <div className={css.name}>
        {slot.name}
        <Badge tone={TONES[slot.state]}>{t(`state.${slot.state}`)}</Badge>
      </div>
      {slot.state === 'missing' && <Notice>{t('missing')}</Notice>}
      {slot.state === 'failed' && <Notice tone="bad">{slot.detail}</Notice>}
      <DataList items={facts} />
      {slot.pinned_by !== null ? (
        <Notice>{t('pinned', { setting: slot.pinned_by })}</Notice>
      ) : (
        <div className={css.actions}>
          <Button
            onClick={() =>
              onConnect({
                slot: slot.slot,
                ...(slot.url !== null && { url: slot.url, model: slot.name }),
              })
            }
          >
            {t('change')}
          </Button>
          {slot.engine === 'server' && (
            <Button kind="quiet" onClick={() => setGoingBack(true)}>
              {t('backToBuiltIn')}
            </Button>
          )}
        </div>
      )}
      {isGoingBack && <BackToBuiltIn slot={slot.slot} onClose={() => setGoingBack(false)} />}
    </Card>
  )
}
