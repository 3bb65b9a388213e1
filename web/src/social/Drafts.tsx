import { useQuery } from '@tanstack/react-query'
import { FileText } from 'lucide-react'
import { useState } from 'react'

import { Button } from '@/kit/Button'
import { Dialog } from '@/kit/Dialog'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Time } from '@/kit/Time'
import { toastError } from '@/kit/toasts'

import { deleteDraft, draftsQuery, useReload, type Draft } from './api'
import css from './Social.module.css'

/** A button that opens the drafts, as long as there are any; one of them is taken into the composer. */
export function Drafts({ onUse }: { onUse: (draft: Draft) => void }) {
  const { t } = useTranslation('social')
  const { data: drafts = [] } = useQuery(draftsQuery)
  const reload = useReload()
  const [isOpen, setOpen] = useState(false)
  if (drafts.length === 0) return null
  return (
    <>
      <Button kind="quiet" icon={FileText} onClick={() => setOpen(true)}>
        {t('drafts.open', { count: drafts.length })}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t('drafts.title')}>
        <Rows label={t('drafts.title')}>
          {drafts.map((draft) => {
            const text = draft.text.slice(0, 60)
            return (
              <Row
                key={draft.id}
                title={
                  <span className={css.draft} dir="auto">
                    {draft.text}
                  </span>
                }
                hint={<Time at={draft.changed_at} as="relative" />}
                actions={
                  <>
                    <Button
                      size="s"
                      kind="primary"
                      aria-label={t('drafts.useNamed', { text })}
                      onClick={() => {
                        onUse(draft)
                        setOpen(false)
                      }}
                    >
                      {t('drafts.use')}
                    </Button>
                    <Button
                      size="s"
                      aria-label={t('drafts.deleteNamed', { text })}
                      onClick={() => {
                        deleteDraft(draft.id).then(reload).catch(toastError)
                      }}
                    >
                      {t('drafts.delete')}
                    </Button>
                  </>
                }
              />
            )
          })}
        </Rows>
      </Dialog>
    </>
  )
}
