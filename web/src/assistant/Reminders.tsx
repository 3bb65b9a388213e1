import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

import { api, call } from '@/api/client'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'
import { dismissToast, notify, toastError } from '@/kit/toasts'

import { remindersQuery } from './store'

/** Shows each reminder that is due as a notification, until it is done. */
export default function Reminders() {
  const { t } = useTranslation('assistant')
  const format = useFormat()
  const client = useQueryClient()
  const { data } = useQuery(remindersQuery)
  const shown = useRef(new Map<string, number>())

  useEffect(() => {
    const due = (data ?? []).filter((reminder) => reminder.state === 'due')
    for (const [id, toastId] of shown.current) {
      if (due.some((reminder) => reminder.id === id)) continue
      dismissToast(toastId)
      shown.current.delete(id)
    }
    for (const reminder of due) {
      if (shown.current.has(reminder.id)) continue
      const finish = () => {
        call(
          api.POST('/api/reminders/{reminder_id}/done', {
            params: { path: { reminder_id: reminder.id } },
          }),
        )
          .then(() => client.invalidateQueries({ queryKey: remindersQuery.queryKey }))
          .catch((error: unknown) => toastError(error))
      }
      const toastId = notify({
        title: reminder.text,
        detail: `${t('reminders.due')} · ${format.dateTime(reminder.due_at)}`,
        action: { label: t('reminders.done'), onClick: finish },
      })
      shown.current.set(reminder.id, toastId)
    }
  }, [data, client, format, t])
  return null
}
