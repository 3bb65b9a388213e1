import { useQuery, useQueryClient } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'
import { Button } from '@/kit/Button'
import { ConfirmDialog } from '@/kit/ConfirmDialog'
import { Dialog } from '@/kit/Dialog'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { useTranslation } from '@/kit/i18n'
import { Skeleton } from '@/kit/Progress'
import { toast } from '@/kit/toasts'

import type { What } from './api'
import { useNames } from './names'

type Preview = components['schemas']['PreviewOut']

/** Counts what would be forgotten, says it, asks, and forgets. `what` null: closed. */
export function ForgetDialog({ what, onClose }: { what: What | null; onClose: () => void }) {
  return what === null ? null : <OpenForget what={what} onClose={onClose} />
}

function OpenForget({ what, onClose }: { what: What; onClose: () => void }) {
  const { t } = useTranslation('events')
  const { t: kit } = useTranslation('kit')
  const queries = useQueryClient()
  const preview = useQuery({
    queryKey: ['you', 'preview', what],
    gcTime: 0,
    staleTime: Infinity,
    queryFn: ({ signal }) => call(api.POST('/api/you/forget/preview', { body: what, signal })),
  })
  const title = t(`forget.title.${what.scale}`, { name: what.speaker ?? '' })

  if (preview.data === undefined || preview.data.events === 0) {
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={title}
        footer={<Button onClick={onClose}>{kit('close')}</Button>}
      >
        {preview.error && <ErrorNotice error={preview.error} />}
        {preview.isPending && <Skeleton lines={4} />}
        {preview.data && <p>{t('forget.nothing')}</p>}
      </Dialog>
    )
  }
  const { events } = preview.data

  async function forget() {
    try {
      await call(api.POST('/api/you/forget', { body: { ...what, events } }))
    } catch (error) {
      void preview.refetch()
      throw error
    }
    toast({ title: t('forget.done', { count: events }) })
    // The preview of what is gone now is not asked for again.
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== 'preview' })
  }

  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={title}
      action={t('forget.action', { count: events })}
      onConfirm={forget}
      {...(what.scale === 'everything' && { typeToConfirm: t('forget.typed') })}
    >
      <PreviewWords preview={preview.data} what={what} />
    </ConfirmDialog>
  )
}

function PreviewWords({ preview, what }: { preview: Preview; what: What }) {
  const { t } = useTranslation('events')
  const names = useNames()
  const { beliefs = 0, answers = 0 } = preview.also
  return (
    <>
      {what.scale === 'person' && <p>{t('forget.personRule', { name: what.speaker ?? '' })}</p>}
      <p>{t('forget.goes')}</p>
      <ul>
        {preview.by_source.map((each) => (
          <li key={each.source_kind}>
            {t('forget.bySource', { count: each.events, source: names.kind(each.source_kind) })}
            {each.mine > 0 && `, ${t('forget.mine', { count: each.mine })}`}
          </li>
        ))}
        {preview.files > 0 && <li>{t('forget.files', { count: preview.files })}</li>}
        {beliefs > 0 && <li>{t('forget.beliefs', { count: beliefs })}</li>}
      </ul>
      {preview.shared_threads > 0 && <p>{t('forget.shared', { count: preview.shared_threads })}</p>}
      {what.scale === 'everything' && <p>{t('forget.everythingRule')}</p>}
      {answers > 0 && <p>{t('forget.answers', { count: answers })}</p>}
      <p>{t('forget.stays')}</p>
    </>
  )
}
